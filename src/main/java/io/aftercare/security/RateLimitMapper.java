package io.aftercare.security;

import java.time.Instant;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for limits that all nodes share; see RateLimitMapper.xml. */
@Mapper
interface RateLimitMapper {

    @Nullable
    Integer findTaken(@Param("bucket") String bucket, @Param("startedAt") Instant startedAt);

    /** 0 when the limit is reached, or nothing was taken yet. */
    int take(@Param("bucket") String bucket, @Param("startedAt") Instant startedAt, @Param("limit") int limit);

    void insert(@Param("bucket") String bucket, @Param("startedAt") Instant startedAt, @Param("endsAt") Instant endsAt);

    int deleteEnded(@Param("before") Instant before);
}
