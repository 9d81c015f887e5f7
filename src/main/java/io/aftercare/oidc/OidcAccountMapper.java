package io.aftercare.oidc;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for people of the identity provider; see OidcAccountMapper.xml. */
@Mapper
interface OidcAccountMapper {

    /** The row stays locked until the transaction ends: two sign-ins of a person follow one another. */
    @Nullable
    OidcAccount lock(@Param("person") String person);

    @Nullable
    OidcAccount findByUser(@Param("userId") String userId);

    void insert(
            @Param("person") String person,
            @Param("issuer") String issuer,
            @Param("subject") String subject,
            @Param("userId") String userId,
            @Param("at") Instant at);

    void signedIn(@Param("person") String person, @Param("at") Instant at);

    List<String> findUsersAwaySince(@Param("before") Instant before);

    /** 0 when another node was faster, or he came back meanwhile. */
    int dropGroups(@Param("userId") String userId, @Param("before") Instant before, @Param("at") Instant at);
}
