package io.aftercare.payment;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** What the audit reads; writes nothing; see MoneyAuditMapper.xml. */
@Mapper
interface MoneyAuditMapper {

    List<MoneyAudit.Entry> find(
            @Param("ticketNumber") @Nullable String ticketNumber,
            @Param("from") @Nullable Instant from,
            @Param("until") @Nullable Instant until,
            @Param("limit") int limit);
}
