package io.aftercare.notification;

import io.aftercare.customer.Customer;
import io.aftercare.customer.Customers;
import io.aftercare.customer.IdentityKind;
import io.aftercare.security.Fingerprint;
import io.aftercare.security.StaffDirectory;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts messages into the outbox, inside the caller's transaction. {@code occasion} makes a message unique per ticket
 * and template: the same occasion twice is one message. To a customer, {@link CustomerTold} is published too.
 *
 * <p>Facts are those that {@link Template#facts()} names, and no others. Moments may be given as ISO-8601 UTC, remedies,
 * alternatives and clocks by their name, the contact by user id: the reader gets them in his words.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Notifier {

    /** Stands for the customer's link in stored bodies (a private-use character), see {@link OutboxMessage}. */
    static final String LINK_MARK = "\uE0F0";

    /** Stands before and after the number of an invitation whose address is put in when the message leaves. */
    static final String SURVEY_MARK = "\uE0F1";

    private static final Set<String> MOMENTS = Set.of("expectedAt", "newDate", "endsAt", "closesAt", "dueAt");
    private static final Set<String> CODES = Set.of("remedy", "alternative", "clock", "canObject", "channel");
    /** What can be greeted without carrying an address or an advertisement to a third person. */
    private static final Pattern PLAIN_NAME = Pattern.compile("(?:[\\p{L}\\p{M}'’·-]|[.](?= |$)| ){1,60}");

    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_ADDRESS = 254;

    private final OutboxMapper outbox;
    private final Customers customers;
    private final StaffDirectory staff;
    private final TrackingLinks links;
    private final ObjectProvider<MailThreads> threads;
    private final MailTexts texts;
    private final Languages languages;
    private final NotificationProperties properties;
    private final ShortMessages shortMessages;
    private final ObjectProvider<ConversationWay> ways;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Notifier(
            OutboxMapper outbox,
            Customers customers,
            StaffDirectory staff,
            TrackingLinks links,
            ObjectProvider<MailThreads> threads,
            MailTexts texts,
            Languages languages,
            NotificationProperties properties,
            ShortMessages shortMessages,
            ObjectProvider<ConversationWay> ways,
            ApplicationEventPublisher events,
            Clock clock) {
        this.outbox = outbox;
        this.customers = customers;
        this.staff = staff;
        this.links = links;
        this.threads = threads;
        this.texts = texts;
        this.languages = languages;
        this.properties = properties;
        this.shortMessages = shortMessages;
        this.ways = ways;
        this.events = events;
        this.clock = clock;
    }

    /** Facts are strings in the reader's words (texts from people are escaped by plain-text mail). */
    public void toCustomer(Ticket ticket, Template template, String occasion, Map<String, String> facts) {
        Customer customer = customers.require(ticket.customerRef());
        if (customer.anonymisedAt() != null) {
            return;
        }
        links.url(ticket);
        Map<String, String> words = words(ticket, template, facts);
        words.put("reader", isSafeToGreet(customer, ticket, template) ? customer.name() : word("customer"));
        words.put("link", LINK_MARK);
        if (tell(ticket, template, occasion, customer, words)) {
            events.publishEvent(new CustomerTold(ticket.number(), template));
        }
    }

    /** What {@link #toCustomer} would send now; the link, which opens his page to anybody, is left out. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Preview preview(Ticket ticket, Template template, Map<String, String> facts) {
        Customer customer = customers.require(ticket.customerRef());
        Map<String, String> words = words(ticket, template, facts);
        words.put("reader", isSafeToGreet(customer, ticket, template) ? customer.name() : word("customer"));
        words.put("link", "…");
        MailTexts.Letter letter = texts.letter(template, Audience.CUSTOMER, languages.house(), words);
        return new Preview(way(ticket, template, customer), letter.subject(), letter.body());
    }

    private Delivery way(Ticket ticket, Template template, Customer customer) {
        for (ConversationWay way : ways) {
            if (way.reaches(ticket)) {
                return Delivery.WEBHOOK;
            }
        }
        Delivery way = address(ticket, customer).channel();
        return way == Delivery.LOG && leavesAsShortMessage(template, customer) ? Delivery.SMS : way;
    }

    private boolean leavesAsShortMessage(Template template, Customer customer) {
        String phone = customer.phone();
        return phone != null && shortMessages.reasonNot(template, languages.house(), phone) == null;
    }

    /** A letter before it is sent, and the way that it would take. */
    public record Preview(Delivery way, String subject, String body) {}

    /** A customer who wrote by mail is answered where he wrote from. */
    private Address address(Ticket ticket, Customer customer) {
        return Optional.ofNullable(threads.getIfAvailable())
                .flatMap(known -> known.of(ticket.number()))
                .map(thread -> new Address(Delivery.MAIL, thread.address()))
                .orElseGet(() -> Address.of(customer));
    }

    /** Where he talks with us, else by mail, else by short message. */
    private boolean tell(
            Ticket ticket, Template template, String occasion, Customer customer, Map<String, String> words) {
        MailTexts.Letter chat = texts.words(template, Audience.CUSTOMER, languages.house(), words);
        ConversationWay.ChatMessage message = new ConversationWay.ChatMessage(
                ticket.number() + ":" + template + ":" + occasion, template, chat.subject(), chat.body());
        for (ConversationWay way : ways) {
            ConversationWay.Told told = way.tell(ticket, message);
            if (told != ConversationWay.Told.NOT_HERE) {
                return told == ConversationWay.Told.NOW;
            }
        }
        Address address = address(ticket, customer);
        if (address.channel() == Delivery.LOG && leavesAsShortMessage(template, customer)) {
            return store(
                    ticket,
                    template,
                    Audience.CUSTOMER,
                    occasion,
                    new Address(Delivery.SMS, address.recipient()),
                    new MailTexts.Letter(chat.subject(), shortMessages.variables(template, words)));
        }
        return put(ticket, template, Audience.CUSTOMER, occasion, address, words);
    }

    /** A receipt goes to an address that nobody has proven yet; it repeats nothing that a stranger typed (S18). */
    private static boolean isSafeToGreet(Customer customer, Ticket ticket, Template template) {
        boolean unproven = template == Template.RECEIPT
                && ticket.channel() == Channel.WEB
                && ticket.reportedBy().equals(Timeline.CUSTOMER);
        return !unproven && PLAIN_NAME.matcher(customer.name()).matches();
    }

    /** One message to each member; to a group that nobody with a mail address belongs to, one line in the log. */
    public void toGroup(Ticket ticket, String group, Template template, String occasion, Map<String, String> facts) {
        List<StaffDirectory.Person> members = staff.members(group);
        if (members.isEmpty()) {
            toStaff(ticket, new StaffDirectory.Person(group, group, null), template, occasion, facts);
        }
        for (StaffDirectory.Person member : members) {
            toStaff(ticket, member, template, occasion, facts);
        }
        toRobots(ticket, group, template, occasion, facts);
    }

    /** The group's chats hear of it too; they are told neither a name nor what anybody wrote. */
    private void toRobots(Ticket ticket, String group, Template template, String occasion, Map<String, String> facts) {
        List<NotificationProperties.Robot> told = properties.robots().stream()
                .filter(robot -> robot.groups().contains(group))
                .toList();
        if (told.isEmpty()) {
            return;
        }
        Map<String, String> words = words(ticket, template, facts);
        words.put("link", links.staffUrl(ticket.number()));
        MailTexts.Letter alarm = texts.alarm(template, languages.house(), words);
        if (alarm != null) {
            for (NotificationProperties.Robot robot : told) {
                store(ticket, template, Audience.STAFF, occasion, new Address(Delivery.ROBOT, robot.name()), alarm);
            }
        }
    }

    public void toUser(Ticket ticket, String user, Template template, String occasion, Map<String, String> facts) {
        StaffDirectory.@Nullable Person person = staff.find(user);
        toStaff(
                ticket,
                person == null ? new StaffDirectory.Person(user, user, null) : person,
                template,
                occasion,
                facts);
    }

    /** A message to somebody outside the house that is about no ticket. */
    public void toPerson(Customer person, Template template, String occasion, Map<String, String> facts) {
        if (person.anonymisedAt() != null) {
            return;
        }
        Map<String, String> words = words(template, facts);
        words.put("reader", PLAIN_NAME.matcher(person.name()).matches() ? person.name() : word("customer"));
        put(null, template, Audience.CUSTOMER, occasion, Address.of(person), words);
    }

    /** A message to each member of a group that is about no ticket; {@code path} is the page that it is about. */
    public void toColleagues(String group, String path, Template template, String occasion, Map<String, String> facts) {
        List<StaffDirectory.Person> known = staff.members(group);
        List<StaffDirectory.Person> members =
                known.isEmpty() ? List.of(new StaffDirectory.Person(group, group, null)) : known;
        for (StaffDirectory.Person member : members) {
            Map<String, String> words = words(template, facts);
            words.put("reader", member.name());
            words.put("link", links.pageUrl(path));
            put(null, template, Audience.STAFF, occasion, Address.of(member), words);
        }
    }

    /** A message to a colleague that is about no ticket. */
    public void toColleague(String user, Template template, String occasion, Map<String, String> facts) {
        StaffDirectory.@Nullable Person known = staff.find(user);
        StaffDirectory.Person person = known == null ? new StaffDirectory.Person(user, user, null) : known;
        Map<String, String> words = words(template, facts);
        words.put("reader", person.name());
        words.put("link", links.deskUrl());
        put(null, template, Audience.STAFF, occasion, Address.of(person), words);
    }

    private void toStaff(
            Ticket ticket,
            StaffDirectory.Person person,
            Template template,
            String occasion,
            Map<String, String> facts) {
        Map<String, String> words = words(ticket, template, facts);
        words.put("reader", person.name());
        words.put("link", links.staffUrl(ticket.number()));
        put(ticket, template, Audience.STAFF, occasion, Address.of(person), words);
    }

    private boolean put(
            @Nullable Ticket ticket,
            Template template,
            Audience audience,
            String occasion,
            Address address,
            Map<String, String> words) {
        return store(
                ticket,
                template,
                audience,
                occasion,
                address,
                texts.letter(template, audience, languages.house(), words));
    }

    private boolean store(
            @Nullable Ticket ticket,
            Template template,
            Audience audience,
            String occasion,
            Address address,
            MailTexts.Letter letter) {
        String key = key(
                (ticket == null ? "-" : ticket.number()) + ":" + template + ":" + occasion + ":" + address.recipient());
        try {
            outbox.insert(new NewMessage(
                    key,
                    ticket == null ? null : ticket.number(),
                    audience,
                    template,
                    languages.house().getLanguage(),
                    address.channel(),
                    address.recipient(),
                    letter.subject(),
                    letter.body(),
                    ticket != null && ticket.isUrgent(),
                    links.messageId(key),
                    clock.instant()));
            return true;
        } catch (DuplicateKeyException sameMessageBefore) {
            return false;
        }
    }

    private Map<String, String> words(Template template, Map<String, String> facts) {
        Map<String, String> words = new HashMap<>();
        facts.forEach((fact, value) -> {
            if (!template.facts().contains(fact)) {
                throw new IllegalArgumentException(template + " does not tell the fact " + fact);
            }
            words.put(fact, readable(fact, value));
        });
        return words;
    }

    private Map<String, String> words(Ticket ticket, Template template, Map<String, String> facts) {
        Map<String, String> words = words(template, facts);
        words.put("number", ticket.number());
        words.put("owner", nameOf(ticket.owner()));
        return words;
    }

    private String readable(String fact, String value) {
        if (MOMENTS.contains(fact)) {
            try {
                return languages.moment(Instant.parse(value));
            } catch (DateTimeParseException alreadyInWords) {
                return plain(value);
            }
        }
        if (fact.equals("contact")) {
            return plain(nameOf(value));
        }
        if (fact.equals("invitation")) {
            return SURVEY_MARK + Long.parseLong(value) + SURVEY_MARK;
        }
        return plain(CODES.contains(fact) ? texts.word(fact, value, languages.house()) : value);
    }

    /** Line ends as mail knows them, no other control characters, and not our marks for links. */
    private static String plain(String value) {
        return value.replaceAll("\\r\\n?|[\\u2028\\u2029]", "\n")
                .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "")
                .replace(LINK_MARK, "")
                .replace(SURVEY_MARK, "")
                .strip();
    }

    private String nameOf(@Nullable String user) {
        if (user == null || user.isBlank()) {
            return "";
        }
        StaffDirectory.@Nullable Person person = staff.find(user);
        return person == null ? user : person.name();
    }

    private String word(String key) {
        return texts.text(languages.house(), key);
    }

    private static String key(String parts) {
        return parts.length() <= LONGEST_KEY ? parts : Fingerprint.of(parts);
    }

    /** Where a message goes; what the log will show of a phone or a channel's id is masked from the start. */
    private record Address(Delivery channel, String recipient) {

        static Address of(Customer customer) {
            String email = customer.email();
            if (email != null && !email.isBlank() && email.length() <= LONGEST_ADDRESS) {
                return new Address(Delivery.MAIL, email);
            }
            String phone = customer.maskedPhone();
            if (phone != null) {
                return new Address(Delivery.LOG, phone);
            }
            return new Address(Delivery.LOG, masked(customer.channelId()));
        }

        static Address of(StaffDirectory.Person person) {
            String email = person.email();
            return email == null || email.isBlank() || email.length() > LONGEST_ADDRESS
                    ? new Address(Delivery.LOG, person.id())
                    : new Address(Delivery.MAIL, email);
        }

        private static String masked(@Nullable String id) {
            return IdentityKind.CHANNEL.masked(id == null ? "" : id);
        }
    }
}
