package io.aftercare.desk;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for the ledger of complex tickets; writes nothing; see FollowUpMapper.xml. */
@Mapper
interface FollowUpMapper {

    /** Newest first; {@code before} is the number of the last one that is known already. */
    List<LedgerEntry> entries(
            @Param("filter") LedgerFilter filter,
            @Param("now") Instant now,
            @Param("beforeAt") @Nullable Instant beforeAt,
            @Param("before") @Nullable String before,
            @Param("offset") int offset,
            @Param("limit") int limit);

    int count(@Param("filter") LedgerFilter filter, @Param("now") Instant now);

    List<String> owners();
}
