package io.aftercare.callback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for calls, answers, follow-ups and the archive; see CallbackMapper.xml. */
@Mapper
interface CallbackMapper {

    int countAttempts(@Param("ticketNumber") String ticketNumber, @Param("roundNo") int roundNo);

    void insertAttempt(
            @Param("ticketNumber") String ticketNumber,
            @Param("roundNo") int roundNo,
            @Param("attemptNo") int attemptNo,
            @Param("caller") String caller,
            @Param("at") Instant at,
            @Param("reached") boolean reached,
            @Param("nextAttemptAt") @Nullable Instant nextAttemptAt);

    List<CallAttempt> findAttempts(@Param("ticketNumber") String ticketNumber, @Param("roundNo") int roundNo);

    List<CallAttempt> findLaterAttempts(@Param("after") Instant after, @Param("limit") int limit);

    void insertAnswer(SurveyAnswer answer);

    Optional<SurveyAnswer> findAnswer(@Param("ticketNumber") String ticketNumber, @Param("roundNo") int roundNo);

    void insertDissatisfaction(
            @Param("ticketNumber") String ticketNumber,
            @Param("roundNo") int roundNo,
            @Param("cause") String cause,
            @Param("improvementPlan") String improvementPlan,
            @Param("actor") String actor,
            @Param("at") Instant at);

    void insertArchive(
            @Param("ticketNumber") String ticketNumber,
            @Param("roundNo") int roundNo,
            @Param("at") Instant at,
            @Param("content") String content);

    Optional<String> findArchive(@Param("ticketNumber") String ticketNumber, @Param("roundNo") int roundNo);

    int forgetArchives(String customerRef);

    int forgetSuggestions(String customerRef);
}
