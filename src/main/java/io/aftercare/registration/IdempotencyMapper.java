package io.aftercare.registration;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL for the keys by which a caller may safely repeat a request; see IdempotencyMapper.xml. */
@Mapper
interface IdempotencyMapper {

    Optional<Used> find(@Param("caller") String caller, @Param("requestKey") String requestKey);

    void insert(
            @Param("caller") String caller,
            @Param("requestKey") String requestKey,
            @Param("bodyHash") String bodyHash,
            @Param("ticketNumber") String ticketNumber,
            @Param("at") Instant at);

    record Used(String bodyHash, String ticketNumber) {}
}
