package io.aftercare.notification;

import io.aftercare.customer.CustomerAnonymised;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What stands in the outbox: claimed and settled in short transactions of their own, so that none holds another. */
@Service
@Transactional(propagation = Propagation.REQUIRES_NEW)
public class Outbox {

    private static final Pattern OUR_ID = Pattern.compile("<[0-9a-f]{32}@aftercare>");
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Pattern INVITATION =
            Pattern.compile(Notifier.SURVEY_MARK + "([0-9]{1,18})" + Notifier.SURVEY_MARK);

    private final OutboxMapper messages;
    private final TrackingLinks links;
    private final ObjectProvider<SurveyLinks> surveys;
    private final Timeline timeline;
    private final QuietHours night;
    private final RetryPauses pauses;
    private final NotificationProperties properties;
    private final Languages languages;
    private final MessageSource texts;
    private final Clock clock;

    Outbox(
            OutboxMapper messages,
            TrackingLinks links,
            ObjectProvider<SurveyLinks> surveys,
            Timeline timeline,
            QuietHours night,
            RetryPauses pauses,
            NotificationProperties properties,
            Languages languages,
            MessageSource texts,
            Clock clock) {
        this.messages = messages;
        this.links = links;
        this.surveys = surveys;
        this.timeline = timeline;
        this.night = night;
        this.pauses = pauses;
        this.properties = properties;
        this.languages = languages;
        this.texts = texts;
        this.clock = clock;
    }

    /** Newest first, as their readers see them; of one ticket, or of all. */
    @Transactional
    public List<OutboxMessage> newest(@Nullable String ticketNumber, int offset, int limit) {
        Map<String, String> urls = new HashMap<>();
        return messages.findNewest(ticketNumber, offset, limit).stream()
                .map(message -> withLinks(message, ticket -> urls.computeIfAbsent(ticket, links::url)))
                .toList();
    }

    /** Webhooks that one of these recipients gets, newest first; the customer's link stays a mark: staff never see it. */
    @Transactional(readOnly = true)
    public List<OutboxMessage> webhooks(
            Collection<String> recipients, @Nullable OutboxState state, int offset, int limit) {
        return recipients.isEmpty() ? List.of() : messages.findWebhooks(recipients, state, offset, limit);
    }

    /** A webhook for one of our subscriptions, or 404. */
    @Transactional(readOnly = true)
    public OutboxMessage webhook(long id) {
        return messages.find(id)
                .filter(message -> message.channel() == Delivery.WEBHOOK
                        && message.recipient().startsWith(Webhooks.SUBSCRIPTION))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.delivery-unknown"));
    }

    /** What has not arrived, and since when the oldest could have: what the night holds back is not late. */
    @Transactional(readOnly = true)
    public Standing standing() {
        return new Standing(messages.countUndelivered(), messages.findOldestDeparting(night.include(clock.instant())));
    }

    /** What was given up and not for another system, newest first. */
    @Transactional(readOnly = true)
    public List<OutboxMessage> givenUp(int limit) {
        return messages.findGivenUp(limit);
    }

    /** One more try now of what was given up, under the same id; 409 when it is not given up any more. */
    @Transactional
    public OutboxMessage resend(long id) {
        OutboxMessage message = required(id);
        if (!resendIfGivenUp(id)) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        return message;
    }

    /** False when it is not given up any more. */
    @Transactional
    public boolean resendIfGivenUp(long id) {
        return messages.markResent(id, clock.instant()) == 1;
    }

    /** What was given up stays so, and nobody is asked about it again. */
    @Transactional
    public OutboxMessage setAside(long id) {
        OutboxMessage message = required(id);
        if (messages.markSetAside(id) == 0) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        return message;
    }

    private OutboxMessage required(long id) {
        return messages.find(id)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.delivery-unknown"));
    }

    /** Removes what arrived long ago and belongs to no open ticket; returns how many rows went. */
    @Transactional
    public int sweep(Instant before, int limit) {
        List<Long> old = messages.findSettledBefore(before, limit);
        return old.isEmpty() ? 0 : messages.delete(old);
    }

    /** One more try now, under the same delivery id; 409 while it is on its way anyway. */
    @Transactional
    public void again(long id) {
        webhook(id);
        if (messages.markAgain(id, clock.instant()) == 0) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
    }

    /** Deleting a person is anonymising: rows stay as proof, and what still waits is not sent any more. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void forget(CustomerAnonymised customer) {
        messages.anonymise(customer.ref(), "—");
    }

    /** The same for what was written to a person about no ticket, on this occasion. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(Template template, String occasion) {
        messages.anonymiseOccasion("-:" + template + ":" + occasion + ":", "—");
    }

    /** Takes due messages for one machine until the lease ends; a lease that ran out is taken again. */
    List<OutboxMessage> claim(int limit) {
        Instant now = clock.instant();
        List<OutboxMessage> due = messages.findDueForUpdate(now, night.include(now), limit);
        if (!due.isEmpty()) {
            messages.lease(due.stream().map(OutboxMessage::id).toList(), now.plus(properties.lease()));
        }
        return due.stream()
                .map(message -> withLinks(message, links::url).claimed(now.plus(properties.lease())))
                .toList();
    }

    void sent(OutboxMessage message) {
        if (messages.markSent(message.id(), message.attempts(), clock.instant()) == 0) {
            LOG.warn("Message {} was taken over while it was sent: it may arrive twice", message.id());
        }
    }

    /** Later again, or never. */
    void failed(OutboxMessage message, DeliveryException failure) {
        String error = String.valueOf(failure.getMessage());
        Instant now = clock.instant();
        Duration age = Duration.between(message.createdAt(), now);
        Optional<Instant> again =
                switch (failure.reach()) {
                    case FOREVER -> Optional.empty();
                    case THIS_TIME -> pauses.after(message.attempts(), age).map(now::plus);
                    case PUT_OFF, EVERYTHING ->
                        pauses.whileAway(message.attempts(), age).map(now::plus);
                };
        if (again.isPresent()) {
            messages.markForRetry(message.id(), message.attempts(), again.get(), error);
            LOG.info("Message {} was not taken, again at {}: {}", message.id(), again.get(), withoutAddresses(error));
        } else if (messages.markFailed(message.id(), message.attempts(), error) == 1) {
            LOG.warn(
                    "Message {} of ticket {} is given up: {}",
                    message.id(),
                    message.ticketNumber(),
                    withoutAddresses(error));
            tellOwner(message);
        }
    }

    /** Mail servers repeat whom they do not know; the log is read by more people than the outbox. */
    static String withoutAddresses(String error) {
        return error.replaceAll("[^\\s<>:;,()]+@[^\\s<>:;,()]+", "…");
    }

    /** The owner has to know that somebody was not told. */
    private void tellOwner(OutboxMessage message) {
        String ticket = message.ticketNumber();
        boolean shownElsewhere =
                message.audience() == Audience.MACHINE && message.recipient().startsWith(Webhooks.SUBSCRIPTION);
        if (ticket != null && !shownElsewhere) {
            Object[] words = {message.subject()};
            timeline.add(
                    ticket,
                    TimelineKind.NOTE,
                    Timeline.SYSTEM,
                    texts.getMessage("timeline.message-failed", words, languages.house()));
        }
    }

    /** The ticket of the customer's message with one of these ids; the first id that is ours counts. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<String> ticketOf(List<String> messageIds) {
        return messageIds.stream()
                .filter(OUR_ID.asMatchPredicate())
                .map(messages::findTicketOfMessage)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether we wrote the message with this id, to whomever. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public boolean isOurs(String messageId) {
        return OUR_ID.matcher(messageId).matches() && messages.isOurs(messageId);
    }

    /** A message that was sent came back: the ticket tells it; empty when none of these is one of ours. */
    @Transactional
    public Optional<Returned> returned(List<String> messageIds, String report) {
        for (String id : messageIds) {
            Optional<OutboxMessage> sent =
                    OUR_ID.matcher(id).matches() ? messages.findByMessageId(id) : Optional.empty();
            if (sent.isPresent()) {
                OutboxMessage message = sent.get();
                boolean news = messages.markReturned(message.id(), "Returned: " + report) == 1;
                if (news) {
                    LOG.warn("Message {} of ticket {} came back", message.id(), message.ticketNumber());
                    tellOwner(message);
                }
                return Optional.of(new Returned(
                        message.ticketNumber(), message.subject(), news && message.audience() == Audience.CUSTOMER));
            }
        }
        return Optional.empty();
    }

    /** The outbox in figures. */
    public record Standing(List<Count> counts, @Nullable Instant oldest) {}

    /** How many messages of a channel stand in a state. */
    public record Count(Delivery channel, OutboxState state, long messages) {}

    /** A message that came back; {@code customerMissedIt} the first time that we hear of it. */
    public record Returned(@Nullable String ticketNumber, String subject, boolean customerMissedIt) {}

    private OutboxMessage withLinks(OutboxMessage message, UnaryOperator<String> url) {
        String ticket = message.ticketNumber();
        String body = message.body();
        if (ticket != null && body.contains(Notifier.LINK_MARK)) {
            body = body.replace(Notifier.LINK_MARK, url.apply(ticket));
        }
        SurveyLinks invitations = surveys.getIfAvailable();
        if (invitations != null && body.contains(Notifier.SURVEY_MARK)) {
            body = INVITATION
                    .matcher(body)
                    .replaceAll(found -> Matcher.quoteReplacement(invitations.url(Long.parseLong(found.group(1)))));
        }
        return body.equals(message.body()) ? message : message.withBody(body);
    }
}
