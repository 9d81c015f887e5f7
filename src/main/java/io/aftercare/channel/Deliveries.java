package io.aftercare.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.channel.ChannelMapper.Conversation;
import io.aftercare.customer.Customers;
import io.aftercare.customer.IdentityKind;
import io.aftercare.notification.Audience;
import io.aftercare.notification.ConversationWay;
import io.aftercare.notification.CustomerTold;
import io.aftercare.notification.Template;
import io.aftercare.notification.Webhooks;
import io.aftercare.security.Fingerprint;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketMoved;
import io.aftercare.ticket.TicketReceived;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes what other systems should hear into the outbox, inside the transaction in which it happens (3-06). */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Deliveries implements ConversationWay {

    private static final int ID_LENGTH = 32;

    private final Subscriptions subscriptions;
    private final ChannelMapper channels;
    private final TicketService tickets;
    private final Customers customers;
    private final ChannelProperties properties;
    private final Webhooks webhooks;
    private final ObjectMapper json;
    private final Clock clock;

    Deliveries(
            Subscriptions subscriptions,
            ChannelMapper channels,
            TicketService tickets,
            Customers customers,
            ChannelProperties properties,
            Webhooks webhooks,
            ObjectMapper json,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.channels = channels;
        this.tickets = tickets;
        this.customers = customers;
        this.properties = properties;
        this.webhooks = webhooks;
        this.json = json;
        this.clock = clock;
    }

    /** The same in every try and for whoever repeats the same, another for each who hears of it. */
    static String id(String... parts) {
        return Fingerprint.of(String.join("\n", parts)).substring(0, ID_LENGTH);
    }

    /** To the system that brought his conversation; others that hear of messages get a copy. */
    @Override
    public Told tell(Ticket ticket, ChatMessage message) {
        Told told = Told.NOT_HERE;
        Hearing hearing = hearing(EventType.MESSAGE_TO_CUSTOMER, ticket);
        for (Subscription one : hearing.subscriptions()) {
            boolean now = post(
                    one,
                    EventType.MESSAGE_TO_CUSTOMER,
                    ticket,
                    hearing.conversation(),
                    message.key(),
                    message.template(),
                    body -> {
                        body.put(
                                "message",
                                Map.of(
                                        "kind", message.template().name(),
                                        "subject", message.subject(),
                                        "text", message.text()));
                        body.put("link", Webhooks.CUSTOMER_LINK);
                    });
            if (one.source() != null) {
                told = now || told == Told.NOW ? Told.NOW : Told.BEFORE;
            }
        }
        return told;
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public boolean reaches(Ticket ticket) {
        return hearing(EventType.MESSAGE_TO_CUSTOMER, ticket).subscriptions().stream()
                .anyMatch(one -> one.source() != null);
    }

    /** A chat has checked whose account it is; what else its sender says of himself nobody has. */
    @Override
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<Boolean> isHis(Ticket ticket) {
        List<Conversation> all = channels.findAllByTicket(ticket.number());
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.stream().allMatch(each -> isOf(each, ticket.customerRef())));
    }

    private boolean isOf(Conversation conversation, String customerRef) {
        String account = conversation.channelId();
        return account != null
                && properties
                        .source(conversation.source())
                        .filter(source -> customers.isKnownBy(
                                customerRef, IdentityKind.CHANNEL, source.personId(account.strip())))
                        .isPresent();
    }

    @Override
    public void hold(String ticketNumber) {
        channels.findKeysForUpdate(ticketNumber);
    }

    @Override
    public void handOn(String from, String to) {
        channels.handOn(from, to);
    }

    @EventListener
    @Order(1)
    void received(TicketReceived event) {
        post(EventType.TICKET_CREATED, event.ticket(), "created", body -> {});
    }

    @EventListener
    void moved(TicketMoved event) {
        Ticket ticket = event.ticket();
        String occasion = ticket.statusSince() + " " + event.from() + " " + ticket.status();
        Consumer<Map<String, Object>> before =
                body -> body.put("previousStatus", event.from().name());
        post(EventType.TICKET_STATUS_CHANGED, ticket, occasion, before);
        if (Set.of(TicketStatus.CLOSED, TicketStatus.CANCELLED, TicketStatus.MERGED)
                .contains(ticket.status())) {
            post(EventType.TICKET_CLOSED, tickets.require(ticket.number()), occasion, before);
        }
    }

    @EventListener
    void invited(CustomerTold event) {
        if (event.template() == Template.SURVEY) {
            Ticket ticket = tickets.require(event.ticketNumber());
            post(EventType.SURVEY_INVITED, ticket, "round-" + ticket.resolutionRound(), body -> {
                body.put("link", Webhooks.CUSTOMER_LINK);
                if (ticket.surveyEndsAt() != null) {
                    body.put("endsAt", ticket.surveyEndsAt().toString());
                }
            });
        }
    }

    private void post(EventType type, Ticket ticket, String occasion, Consumer<Map<String, Object>> more) {
        Hearing hearing = hearing(type, ticket);
        for (Subscription one : hearing.subscriptions()) {
            post(one, type, ticket, hearing.conversation(), ticket.number() + ":" + occasion, Template.EVENT, more);
        }
    }

    /** Who hears of it, and the conversation that it is about; where nobody listens, nothing more is asked. */
    private Hearing hearing(EventType type, Ticket ticket) {
        List<Subscription> listening = subscriptions.hearing(type);
        if (listening.isEmpty()) {
            return new Hearing(listening, null);
        }
        Conversation conversation = channels.findByTicket(ticket.number()).orElse(null);
        String source = conversation == null ? null : conversation.source();
        return new Hearing(
                listening.stream()
                        .filter(one -> one.source() == null || one.source().equals(source))
                        .toList(),
                conversation);
    }

    private record Hearing(
            List<Subscription> subscriptions, @Nullable Conversation conversation) {}

    private boolean post(
            Subscription one,
            EventType type,
            Ticket ticket,
            @Nullable Conversation conversation,
            String occasion,
            Template template,
            Consumer<Map<String, Object>> more) {
        String deliveryId = id(one.recipient(), type.word(), occasion);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event", type.word());
        body.put("id", deliveryId);
        body.put("at", clock.instant().toString());
        body.put("ticket", facts(ticket));
        if (conversation != null) {
            body.put("source", conversation.source());
            put(body, "conversation", conversation.conversationId());
            put(body, "channelId", conversation.channelId());
        }
        more.accept(body);
        boolean personal = type == EventType.MESSAGE_TO_CUSTOMER;
        return webhooks.post(
                one.recipient(),
                ticket.number(),
                personal ? Audience.CUSTOMER : Audience.MACHINE,
                template,
                type.word(),
                deliveryId,
                written(body),
                !personal || ticket.isUrgent());
    }

    private static Map<String, Object> facts(Ticket ticket) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("number", ticket.number());
        facts.put("status", ticket.status().name());
        facts.put("stage", ticket.stage().name());
        facts.put("channel", ticket.channel().name());
        put(facts, "category", ticket.category());
        put(facts, "priority", ticket.priority());
        put(facts, "externalNumber", ticket.externalNumber());
        put(facts, "externalDueAt", ticket.externalDueAt());
        put(facts, "closedBy", ticket.closedBy());
        return facts;
    }

    private static void put(Map<String, Object> to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value.toString());
        }
    }

    private String written(Map<String, Object> body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
