package io.aftercare.payment;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** What the list of compensations reads; writes nothing; see CompensationListMapper.xml. */
@Mapper
interface CompensationListMapper {

    List<CompensationList.Item> find(
            @Param("filter") CompensationList.Filter filter,
            @Param("from") @Nullable Instant from,
            @Param("until") @Nullable Instant until,
            @Param("before") @Nullable Long before,
            @Param("limit") int limit,
            @Param("offset") long offset);

    List<CompensationList.Sum> sums(
            @Param("filter") CompensationList.Filter filter,
            @Param("from") @Nullable Instant from,
            @Param("until") @Nullable Instant until);

    List<String> persons();
}
