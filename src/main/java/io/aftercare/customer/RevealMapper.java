package io.aftercare.customer;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for the log of reveals; see RevealMapper.xml. */
@Mapper
interface RevealMapper {

    void insert(
            @Param("customerRef") String customerRef,
            @Param("ticketNumber") @Nullable String ticketNumber,
            @Param("reason") String reason,
            @Param("actor") String actor,
            @Param("at") Instant at);

    int countSince(@Param("actor") String actor, @Param("since") Instant since);

    List<Reveals.Use> findUses(@Param("since") Instant since, @Param("limit") int limit);

    /** Newest first. */
    List<Reveal> find(@Param("customerRef") String customerRef, @Param("limit") int limit);

    List<Reveal> findNewest(@Param("actor") @Nullable String actor, @Param("limit") int limit);

    void forgetReasons(@Param("customerRef") String customerRef, @Param("text") String text);
}
