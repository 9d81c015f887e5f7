package io.aftercare.survey;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for templates, invitations and answers; see SurveyMapper.xml. */
@Mapper
interface SurveyMapper {

    List<Dimension> dimensions();

    void insertDimension(
            @Param("code") String code,
            @Param("positionNo") int positionNo,
            @Param("textZh") String textZh,
            @Param("textEn") String textEn);

    List<String> templateCodes();

    void insertTemplate(String code);

    /** Locks the template, so that two versions are never made at once. */
    @Nullable
    String lockTemplate(String code);

    List<VersionRow> versions(String code);

    Optional<VersionRow> version(@Param("code") String code, @Param("version") int version);

    Optional<VersionRow> published(String code);

    void insertVersion(
            @Param("code") String code,
            @Param("version") int version,
            @Param("content") String content,
            @Param("savedBy") String savedBy,
            @Param("savedAt") Instant savedAt);

    /** Only a draft; a published version never changes. */
    int changeDraft(
            @Param("code") String code,
            @Param("version") int version,
            @Param("content") String content,
            @Param("savedBy") String savedBy,
            @Param("savedAt") Instant savedAt);

    int publish(
            @Param("code") String code,
            @Param("version") int version,
            @Param("publishedBy") String publishedBy,
            @Param("publishedAt") Instant publishedAt);

    void showPublished(@Param("code") String code, @Param("version") int version);

    int deleteDraft(@Param("code") String code, @Param("version") int version);

    void insertInvitation(NewInvitation invitation);

    Optional<Invitation> invitation(long id);

    Optional<Invitation> invitationOfToken(String tokenHash);

    Optional<Invitation> invitationOfRound(@Param("ticketNumber") String ticketNumber, @Param("roundNo") int roundNo);

    /** 1 for the one who comes first while it is open. */
    int use(@Param("id") long id, @Param("now") Instant now);

    void useRound(@Param("ticketNumber") String ticketNumber, @Param("roundNo") int roundNo);

    int revokeTicket(@Param("ticketNumber") String ticketNumber, @Param("now") Instant now);

    int revokeCustomer(@Param("customerRef") String customerRef, @Param("now") Instant now);

    /** What he was asked in waves. */
    List<Invitation> sentInWaves(String customerRef);

    /** Whether he has answered another invitation to this template that was sent less than a week before. */
    boolean answeredAnother(
            @Param("customerRef") String customerRef,
            @Param("templateCode") String templateCode,
            @Param("id") long id,
            @Param("since") Instant since,
            @Param("until") Instant until);

    /** Whether he has answered about another round, by link or call, since then. */
    boolean answeredAnotherRound(
            @Param("customerRef") String customerRef,
            @Param("ticketNumber") String ticketNumber,
            @Param("roundNo") int roundNo,
            @Param("since") Instant since);

    void insertCheck(AnswerCheck check);

    Optional<AnswerCheck> check(@Param("ticketNumber") String ticketNumber, @Param("roundNo") int roundNo);

    void insertResponse(NewResponse response);

    void insertValue(
            @Param("responseId") String responseId,
            @Param("questionCode") String questionCode,
            @Param("score") @Nullable Integer score,
            @Param("choice") @Nullable String choice,
            @Param("words") @Nullable String words);

    List<ResponseRow> responses(
            @Param("templateCode") String templateCode,
            @Param("from") LocalDate from,
            @Param("until") LocalDate until,
            @Param("limit") int limit);

    List<ValueRow> values(
            @Param("templateCode") String templateCode, @Param("from") LocalDate from, @Param("until") LocalDate until);

    List<TicketAnswerRow> ticketAnswers(
            @Param("from") Instant from, @Param("until") Instant until, @Param("limit") int limit);

    List<TicketAnswerRow> answersOfTicket(String ticketNumber);

    int invited(@Param("templateCode") String templateCode, @Param("from") Instant from, @Param("until") Instant until);

    /** Whoever's ticket was closed in these days and can be written to, once each. */
    List<String> served(@Param("from") Instant from, @Param("until") Instant until, @Param("limit") int limit);

    /** Those of them who were asked with this template since then. */
    List<String> askedSince(@Param("templateCode") String templateCode, @Param("since") Instant since);

    void insertWave(NewWave wave);

    void countWave(@Param("id") long id, @Param("invited") int invited, @Param("leftOut") int leftOut);

    List<Wave> waves(@Param("templateCode") String templateCode);

    Optional<Wave> wave(long id);

    /** A dimension of the catalogue (1-03). */
    record Dimension(String code, int positionNo, String textZh, String textEn) {

        Bilingual text() {
            return new Bilingual(textZh, textEn);
        }
    }

    record VersionRow(
            String templateCode,
            int versionNo,
            String content,
            String savedBy,
            Instant savedAt,
            @Nullable String publishedBy,
            @Nullable Instant publishedAt) {}

    /** Its id is set by the database. */
    final class NewInvitation {
        private long id;
        private final Invitation made;
        private final String nonce;
        private final String tokenHash;

        NewInvitation(Invitation made, String tokenHash) {
            this.made = made;
            this.nonce = made.nonce();
            this.tokenHash = tokenHash;
        }

        public long getId() {
            return id;
        }

        public void setId(long id) {
            this.id = id;
        }

        public Invitation getMade() {
            return made;
        }

        public String getNonce() {
            return nonce;
        }

        public String getTokenHash() {
            return tokenHash;
        }
    }

    record NewResponse(
            String id,
            String templateCode,
            int versionNo,
            long waveId,
            LocalDate answeredOn,
            @Nullable Integer durationSeconds,
            boolean sameScore,
            boolean tooFast,
            boolean duplicate) {}

    record ResponseRow(
            String id,
            int versionNo,
            LocalDate answeredOn,
            @Nullable Integer durationSeconds,
            boolean sameScore,
            boolean tooFast,
            boolean duplicate) {}

    record ValueRow(
            String responseId,
            String questionCode,
            @Nullable Integer score,
            @Nullable String choice,
            @Nullable String words) {}

    /** An identified answer with what is known about it. */
    record TicketAnswerRow(
            String ticketNumber,
            int roundNo,
            String channel,
            String source,
            boolean resolved,
            int speed,
            int effect,
            int attitude,
            int overall,
            @Nullable Integer recommend,
            @Nullable String suggestion,
            String answeredBy,
            Instant answeredAt,
            @Nullable Integer durationSeconds,
            boolean sameScore,
            boolean tooFast,
            boolean duplicate,
            boolean workedOnIt) {

        boolean isLeftOut() {
            return sameScore || tooFast || duplicate;
        }
    }

    /** Its id is set by the database. */
    final class NewWave {
        private long id;
        private final Wave made;

        NewWave(Wave made) {
            this.made = made;
        }

        public long getId() {
            return id;
        }

        public void setId(long id) {
            this.id = id;
        }

        public Wave getMade() {
            return made;
        }
    }
}
