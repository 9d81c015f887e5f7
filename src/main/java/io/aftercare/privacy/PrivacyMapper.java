package io.aftercare.privacy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for privacy requests, for what other tables hold of a customer, and for retention; see PrivacyMapper.xml. */
@Mapper
interface PrivacyMapper {

    void insert(@Param("key") Key key, @Param("request") PrivacyRequest request);

    Optional<PrivacyRequest> find(long id);

    Optional<PrivacyRequest> findForUpdate(long id);

    List<PrivacyRequest> findOpen();

    List<PrivacyRequest> findDecided(int limit);

    List<PrivacyRequest> findOf(String customerRef);

    int check(
            @Param("id") long id, @Param("proof") String proof, @Param("actor") String actor, @Param("at") Instant at);

    int decide(
            @Param("id") long id,
            @Param("state") PrivacyRequest.State state,
            @Param("actor") String actor,
            @Param("at") Instant at,
            @Param("refusal") @Nullable String refusal);

    int forget(@Param("customerRef") String customerRef, @Param("text") String text);

    List<SentMessage> findMessages(String ticketNumber);

    List<Answer> findAnswers(String ticketNumber);

    List<Mail> findMails(String ticketNumber);

    /** What he told the suggestion box, on his tickets or with his own address. */
    List<Told> findFeedback(String customerRef);

    /** Customers whose last ticket was closed before, and about whom nothing is open. */
    List<String> findForgettable(@Param("before") Instant before, @Param("limit") int limit);

    long countForgettable(@Param("before") Instant before);

    void insertRun(@Param("day") LocalDate day, @Param("at") Instant at);

    void endRun(@Param("day") LocalDate day, @Param("at") Instant at, @Param("forgotten") int forgotten);

    Optional<Run> findLastRun();

    record SentMessage(Instant at, String channel, String recipient, String subject, String body, String state) {}

    record Answer(
            int roundNo,
            boolean resolved,
            int speed,
            int effect,
            int attitude,
            int overall,
            @Nullable Integer recommend,
            @Nullable String suggestion,
            Instant answeredAt) {}

    record Mail(
            Instant at,
            @Nullable String sender,
            @Nullable String subject,
            @Nullable String text) {}

    record Told(
            Instant at,
            String source,
            String text,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String answer) {}

    record Run(LocalDate runOn, Instant startedAt, @Nullable Instant endedAt, int forgotten) {}

    /** Where the database leaves the new row's id. */
    final class Key {

        private long id;

        long id() {
            return id;
        }

        /** MyBatis writes here. */
        public void setId(long id) {
            this.id = id;
        }
    }
}
