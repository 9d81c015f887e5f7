package io.aftercare.portal;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for requests that are being written; see HelpMapper.xml. */
@Mapper
interface HelpMapper {

    void insert(@Param("id") String id, @Param("answers") String answers, @Param("at") Instant at);

    Optional<Row> find(String id);

    Optional<Row> findForUpdate(String id);

    void update(
            @Param("id") String id,
            @Param("answers") String answers,
            @Param("ticketNumber") @Nullable String ticketNumber,
            @Param("at") Instant at);

    int deleteOlder(@Param("changedBefore") Instant changedBefore);

    /** {@code answers} is JSON of {@link HelpAnswers}. */
    record Row(String id, String answers, @Nullable String ticketNumber, Instant changedAt) {}
}
