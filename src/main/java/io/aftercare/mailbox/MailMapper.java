package io.aftercare.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for mail that came in; see MailMapper.xml. Updates return the number of rows they changed. */
@Mapper
interface MailMapper {

    int renewLease(
            @Param("mailbox") String mailbox,
            @Param("holder") String holder,
            @Param("now") Instant now,
            @Param("until") Instant until);

    void insertLease(@Param("mailbox") String mailbox, @Param("holder") String holder, @Param("until") Instant until);

    int endLease(@Param("mailbox") String mailbox, @Param("holder") String holder, @Param("until") Instant until);

    int polled(@Param("mailbox") String mailbox, @Param("at") Instant at);

    int failed(@Param("mailbox") String mailbox, @Param("at") Instant at, @Param("failure") String failure);

    List<MailboxStatus> findMailboxes();

    Optional<Stored> findByKey(String mailKey);

    void insert(@Param("key") Key key, @Param("mail") NewMail mail);

    void insertSource(@Param("mailId") long mailId, @Param("source") byte[] source);

    Optional<Source> findSource(long mailId);

    Optional<IncomingMail> find(long id);

    Optional<IncomingMail> findForUpdate(long id);

    /** Waiting mail, locked; what another node holds is passed over. Oldest first. */
    List<IncomingMail> findDueForUpdate(@Param("now") Instant now, @Param("limit") int limit);

    int lease(@Param("ids") List<Long> ids, @Param("until") Instant until);

    int settle(
            @Param("id") long id,
            @Param("attempts") int attempts,
            @Param("state") MailState state,
            @Param("reason") @Nullable String reason,
            @Param("detail") @Nullable String detail,
            @Param("ticketNumber") @Nullable String ticketNumber,
            @Param("timelineEntryId") @Nullable Long timelineEntryId,
            @Param("trusted") boolean trusted,
            @Param("at") Instant at);

    int describe(
            @Param("id") long id,
            @Param("messageId") @Nullable String messageId,
            @Param("sender") @Nullable String sender,
            @Param("senderName") @Nullable String senderName,
            @Param("subject") @Nullable String subject);

    int putBack(
            @Param("id") long id,
            @Param("attempts") int attempts,
            @Param("counted") boolean counted,
            @Param("at") Instant at,
            @Param("detail") @Nullable String detail);

    int discard(
            @Param("id") long id,
            @Param("spam") boolean spam,
            @Param("detail") @Nullable String detail,
            @Param("by") String by,
            @Param("at") Instant at);

    int takeIn(@Param("id") long id, @Param("by") String by, @Param("at") Instant at);

    void insertText(
            @Param("mailId") long mailId,
            @Param("text") String text,
            @Param("html") @Nullable String html,
            @Param("cut") boolean cut);

    Optional<MailText> findText(long mailId);

    int deleteText(long mailId);

    /** The ticket that an earlier mail with one of these ids belongs to, when its sender is known there. */
    Optional<String> findTicketByMessageIds(
            @Param("ids") List<String> ids, @Param("sender") String sender, @Param("mailbox") String mailbox);

    boolean isKnownOn(@Param("ticketNumber") String ticketNumber, @Param("sender") String sender);

    int countNoted(@Param("ticketNumber") String ticketNumber, @Param("since") Instant since);

    int countTickets(@Param("sender") String sender, @Param("since") Instant since);

    boolean isSpamSender(@Param("sender") String sender, @Param("since") Instant since);

    /** The mail that made the ticket. */
    Optional<IncomingMail> findOpening(String ticketNumber);

    Optional<IncomingMail> findLastTrustedOfTicket(String ticketNumber);

    List<String> findMessageIdsOfTicket(@Param("ticketNumber") String ticketNumber, @Param("limit") int limit);

    List<IncomingMail> findOfTicket(@Param("ticketNumber") String ticketNumber, @Param("limit") int limit);

    List<IncomingMail> search(
            @Param("filter") MailFilter filter, @Param("offset") int offset, @Param("limit") int limit);

    List<StateCount> countStates();

    List<Long> findSettledWithSource(@Param("before") Instant before, @Param("limit") int limit);

    int deleteSources(@Param("ids") List<Long> ids);

    List<Long> findOfCustomer(String customerRef);

    int forget(@Param("ids") List<Long> ids, @Param("text") String text);

    int deleteTexts(@Param("ids") List<Long> ids);

    /** The database writes the new mail's number here. */
    final class Key {

        private long id;

        long id() {
            return id;
        }

        public void setId(long id) {
            this.id = id;
        }
    }

    /** Where a mail of that key stood when it was stored. */
    record Stored(long id, long uidValidity, long uid) {}

    /** The bytes as they came. (An array of its own would be read as many rows.) */
    @SuppressWarnings("ArrayRecordComponent")
    record Source(long mailId, byte[] bytes) {}

    /** How many stand in a state. */
    record StateCount(MailState state, long mails) {}
}
