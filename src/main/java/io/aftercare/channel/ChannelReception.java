package io.aftercare.channel;

import io.aftercare.attachment.Attachments;
import io.aftercare.attachment.NewFile;
import io.aftercare.channel.ChannelMapper.Conversation;
import io.aftercare.channel.ChannelMapper.KnownMessage;
import io.aftercare.channel.ChannelProperties.Source;
import io.aftercare.conversation.Incoming;
import io.aftercare.conversation.Received;
import io.aftercare.conversation.Reception;
import io.aftercare.conversation.Sender;
import io.aftercare.customer.CustomerAnonymised;
import io.aftercare.notification.Languages;
import io.aftercare.notification.TrackingLinks;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.Fingerprint;
import io.aftercare.ticket.TicketReceived;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in what a source brings, once (R7): its message id is stored first, so that of two that come together one
 * waits for the other and then finds its answer. A conversation belongs to the ticket that it made, and no other.
 */
@Service
@Transactional
public class ChannelReception {

    private final ChannelMapper channels;
    private final Reception reception;
    private final Attachments attachments;
    private final TicketService tickets;
    private final Timeline timeline;
    private final TrackingLinks links;
    private final MessageSource messages;
    private final Languages languages;
    private final Clock clock;

    /** The conversation that is being taken in on this thread: a ticket that it makes is its own from the first moment. */
    private final ThreadLocal<@Nullable String> arriving = new ThreadLocal<>();

    ChannelReception(
            ChannelMapper channels,
            Reception reception,
            Attachments attachments,
            TicketService tickets,
            Timeline timeline,
            TrackingLinks links,
            MessageSource messages,
            Languages languages,
            Clock clock) {
        this.channels = channels;
        this.reception = reception;
        this.attachments = attachments;
        this.tickets = tickets;
        this.timeline = timeline;
        this.links = links;
        this.messages = messages;
        this.languages = languages;
        this.clock = clock;
    }

    /** What became of a message; {@code before}: it had been brought before. */
    record Taken(String ticketNumber, String kind, String trackingUrl, boolean before) {}

    /** Everything of one message in one transaction; whoever comes second with the same gets a duplicate key. */
    Taken take(Source source, ChannelMessage message, String bodyHash) {
        String messageId = Objects.requireNonNull(message.messageId());
        String messageKey = key(source.name(), "message", messageId);
        KnownMessage known = channels.findMessage(messageKey).orElse(null);
        if (known != null) {
            return before(known, bodyHash);
        }
        Instant now = clock.instant();
        channels.insertMessage(messageKey, source.name(), messageId, bodyHash, message.sentAt(), now);
        String conversationKey = conversation(source, message, now);
        Conversation conversation =
                channels.findConversationForUpdate(conversationKey).orElseThrow();
        String ticket = current(conversation);
        if (message.ticketNumber() != null && !message.ticketNumber().equals(ticket)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.channel-ticket-of-another");
        }
        Received received;
        arriving.set(conversationKey);
        try {
            received = reception.receive(incoming(source, message, ticket));
        } finally {
            arriving.remove();
        }
        String number = received.ticketNumber();
        if (!number.equals(ticket)) {
            channels.bind(conversationKey, number, now);
        }
        if (!message.transcript().isEmpty()) {
            timeline.add(number, TimelineKind.TRANSCRIPT, Timeline.SYSTEM, readable(message.transcript()));
        }
        String kind = received.kind().name();
        channels.settleMessage(messageKey, number, kind);
        return new Taken(number, kind, links.url(tickets.require(number)), false);
    }

    /** What the ticket tells right at its birth, the receipt for example, has to find its way back here. */
    @EventListener
    @Order(0)
    @Transactional(propagation = Propagation.MANDATORY)
    void born(TicketReceived event) {
        String conversationKey = arriving.get();
        if (conversationKey != null) {
            channels.bind(conversationKey, event.ticket().number(), clock.instant());
        }
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void forget(CustomerAnonymised customer) {
        channels.forget(customer.ref());
    }

    private Taken before(KnownMessage known, String bodyHash) {
        if (!known.bodyHash().equals(bodyHash)) {
            throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED, "problem.channel-message-reused");
        }
        String ticket = Objects.requireNonNull(known.ticketNumber());
        return new Taken(ticket, Objects.requireNonNull(known.kind()), links.urlGiven(ticket), true);
    }

    /**
     * The ticket that is talked about here; none when it became a part of another one and nobody knows whether the
     * customer talks here: then something new begins.
     */
    private @Nullable String current(Conversation conversation) {
        String ticket = conversation.ticketNumber();
        return ticket == null || tickets.merge(ticket).isPresent() ? null : ticket;
    }

    /** The conversation's row, made when it is new; without a conversation each message is one of its own. */
    private String conversation(Source source, ChannelMessage message, Instant now) {
        String id =
                message.conversation() == null ? null : message.conversation().id();
        String key = id == null
                ? key(source.name(), "single", Objects.requireNonNull(message.messageId()))
                : key(source.name(), "conversation", id);
        if (channels.findConversationForUpdate(key).isEmpty()) {
            ChannelMessage.Person sender = Objects.requireNonNull(message.sender());
            channels.insertConversation(key, source.name(), id, sender.channelId(), now);
        }
        return key;
    }

    private Incoming incoming(Source source, ChannelMessage message, @Nullable String ticket) {
        ChannelMessage.Person person = Objects.requireNonNull(message.sender());
        String channelId = Checks.present(person.channelId());
        String name = Checks.present(person.name());
        Sender sender = new Sender(
                null,
                name == null && Checks.present(person.phone()) == null && Checks.present(person.email()) == null
                        ? channelId
                        : name,
                Checks.present(person.phone()),
                Checks.present(person.email()),
                channelId == null ? null : source.personId(channelId));
        return new Incoming(
                source.channel(),
                sender,
                ticket,
                message.subject(),
                message.text() == null ? "" : message.text(),
                kept(message),
                message.requestType(),
                Checks.present(message.orderNo()),
                Checks.present(message.productSerial()),
                null,
                null,
                message.mood(),
                Boolean.TRUE.equals(message.suspectedEmergency()),
                Checks.present(message.externalNumber()),
                message.externalDueAt(),
                true);
    }

    private List<String> kept(ChannelMessage message) {
        List<String> ids = new ArrayList<>();
        for (ChannelMessage.File file : message.files()) {
            ids.add(attachments
                    .keepAnyKind(new NewFile(
                            file.name(),
                            file.type(),
                            new ByteArrayInputStream(Objects.requireNonNull(file.content())),
                            Timeline.CUSTOMER,
                            false,
                            null))
                    .id());
        }
        return ids;
    }

    /** One line of the story that reads like the conversation it was. */
    private String readable(List<ChannelMessage.Line> transcript) {
        Locale house = languages.house();
        StringBuilder told = new StringBuilder();
        for (ChannelMessage.Line line : transcript) {
            String who = messages.getMessage("channel.author." + line.author(), null, house);
            String at = line.at() == null ? "" : languages.moment(line.at());
            told.append(told.isEmpty() ? "" : "\n")
                    .append(messages.getMessage(
                            at.isEmpty() ? "channel.said" : "channel.said-at",
                            new Object[] {
                                who, String.valueOf(line.text()).strip().replaceAll("\\s*\\R\\s*", " / "), at
                            },
                            house));
        }
        return told.toString();
    }

    private static String key(String... parts) {
        return Fingerprint.of(String.join("\n", parts));
    }
}
