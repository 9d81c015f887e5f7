package io.aftercare.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.attachment.Attachment;
import io.aftercare.attachment.Attachments;
import io.aftercare.conversation.Incoming;
import io.aftercare.conversation.Received;
import io.aftercare.conversation.Reception;
import io.aftercare.conversation.Sender;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.customer.OrderDirectory;
import io.aftercare.notification.Languages;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.Fingerprint;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.RequestType;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Requests that customers write on {@code /help} (4-01): kept with every step under a secret that only the browser
 * knows, and sent once, however often somebody presses the button. Nobody learns here whether an order or a customer
 * exists (S13): both are looked up when everything is sent, and the answer is the same.
 */
@Service
@Transactional
public class HelpRequests {

    private static final Logger LOG = LoggerFactory.getLogger(HelpRequests.class);
    private static final int LONGEST_KEPT = 6_000;
    private static final String NOBODY = "-";

    private final HelpMapper requests;
    private final Reception reception;
    private final Attachments attachments;
    private final OrderDirectory orders;
    private final Customers customers;
    private final Timeline timeline;
    private final PortalProperties properties;
    private final MessageSource messages;
    private final Languages languages;
    private final ObjectMapper json;
    private final ZoneId zone;
    private final Clock clock;
    private final StringKeyGenerator secrets =
            new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), 32);

    HelpRequests(
            HelpMapper requests,
            Reception reception,
            Attachments attachments,
            OrderDirectory orders,
            Customers customers,
            Timeline timeline,
            PortalProperties properties,
            MessageSource messages,
            Languages languages,
            ObjectMapper json,
            @Value("${aftercare.zone}") ZoneId zone,
            Clock clock) {
        this.requests = requests;
        this.reception = reception;
        this.attachments = attachments;
        this.orders = orders;
        this.customers = customers;
        this.timeline = timeline;
        this.properties = properties;
        this.messages = messages;
        this.languages = languages;
        this.json = json;
        this.zone = zone;
        this.clock = clock;
    }

    /** A new request; the secret is its key. */
    public String begin() {
        String secret = secrets.generateKey();
        requests.insert(Fingerprint.of(secret), write(HelpAnswers.NONE), clock.instant());
        return secret;
    }

    /** What stands there so far; empty for an unknown or forgotten one. */
    @Transactional(readOnly = true)
    Optional<Written> find(@Nullable String secret) {
        return secret == null
                ? Optional.empty()
                : requests.find(Fingerprint.of(secret)).map(this::written);
    }

    /** Keeps the answers of a page, right or wrong, so that nothing typed is lost. */
    HelpAnswers keep(String secret, HelpStep step, Map<String, String> typed) {
        Written written = lock(secret);
        Map<String, String> answers = new HashMap<>();
        for (String field : step.fields()) {
            String value = typed.get(field);
            if (value != null) {
                answers.put(field, value.length() > LONGEST_KEPT ? value.substring(0, LONGEST_KEPT) : value);
            }
        }
        return store(secret, written.answers().with(answers));
    }

    /** Adds kept files; they are dropped again when they would be too many. */
    void addFiles(String secret, List<String> ids) {
        Written written = lock(secret);
        int most = attachments.limits().filesAtOnce();
        if (written.answers().files().size() + ids.size() > most) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.attachments-many", most);
        }
        store(secret, written.answers().withFiles(ids));
    }

    void removeFile(String secret, String id) {
        Written written = lock(secret);
        if (written.answers().files().contains(id)) {
            store(secret, written.answers().withoutFile(id));
            attachments.drop(id);
        }
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    List<Attachment> files(HelpAnswers answers) {
        return attachments.all(answers.files());
    }

    /** Refuses what a page lacks. */
    void check(HelpStep step, HelpAnswers answers) {
        HelpChecks.check(step, answers, LocalDate.ofInstant(clock.instant(), zone));
    }

    /** Makes the ticket; sending it again answers the same number. */
    public String send(String secret, boolean acknowledge) {
        Written written = lock(secret);
        String before = written.ticketNumber();
        if (before != null) {
            return before;
        }
        HelpAnswers answers = written.answers();
        HelpStep.way(answers.get("intent")).forEach(step -> check(step, answers));
        Received received = reception.receive(
                answers.is("intent", HelpStep.BEFORE) ? call(answers, acknowledge) : request(answers, acknowledge));
        if (!answers.files().isEmpty()) {
            timeline.addVisible(received.ticketNumber(), TimelineKind.CONSENTED, Timeline.CUSTOMER, null);
        }
        // what he wrote stands in the ticket now, and only there
        requests.update(Fingerprint.of(secret), write(HelpAnswers.NONE), received.ticketNumber(), clock.instant());
        return received.ticketNumber();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void forgetUnfinished() {
        try {
            requests.deleteOlder(clock.instant().minus(properties.draftLivesFor()));
        } catch (DataAccessException e) {
            LOG.warn("Unfinished requests stay while the database is away: {}", e.toString());
        }
    }

    private Incoming request(HelpAnswers answers, boolean acknowledge) {
        List<String> lines = new ArrayList<>();
        lines.add(Objects.requireNonNull(answers.get("description")));
        String product = answers.get("product");
        if (product != null) {
            lines.add(word("portal.help.says-product", product));
        }
        return new Incoming(
                Channel.WEB,
                sender(answers),
                null,
                null,
                String.join("\n", lines),
                answers.files(),
                RequestType.valueOf(Objects.requireNonNull(answers.get("requestType"))),
                answers.get("orderNo"),
                answers.get("productSerial"),
                answers.get("address"),
                occurredAt(answers.get("occurredOn")),
                null,
                answers.is("emergency", "yes"),
                null,
                null,
                acknowledge);
    }

    private Incoming call(HelpAnswers answers, boolean acknowledge) {
        String time = Objects.requireNonNullElse(answers.get("callAt"), "ANY");
        String question = answers.get("question");
        String wish = word("portal.help.says-call", word("portal.help.call-at." + time));
        return new Incoming(
                Channel.WEB,
                new Sender(null, answers.get("name"), answers.get("phone"), null, null),
                null,
                word("portal.help.call-subject"),
                question == null ? wish : wish + "\n" + question,
                List.of(),
                RequestType.INQUIRY,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                acknowledge);
    }

    /**
     * Who knows an order's number and the phone that it was bought with is its customer; anybody else is who he says
     * he is. Both are asked for in any case, so that the time tells nothing either.
     */
    private Sender sender(HelpAnswers answers) {
        String orderNo = Objects.requireNonNullElse(answers.get("orderNo"), NOBODY);
        Optional<CustomerOrder> order = orders.find(orderNo);
        Optional<Customer> buyer =
                order.map(known -> customers.find(known.customerRef())).orElseGet(() -> customers.row(NOBODY));
        String said = digits(answers.get("orderPhone"));
        String known = digits(buyer.map(Customer::phone).orElse(null));
        boolean his = order.isPresent() && !said.isEmpty() && said.equals(known);
        return new Sender(
                his ? buyer.map(Customer::ref).orElse(null) : null,
                answers.get("name"),
                answers.get("phone"),
                answers.get("email"),
                null);
    }

    /** A phone without its spelling: 138 0000 1234 and +86 13800001234 are one. */
    private static String digits(@Nullable String phone) {
        String digits = phone == null ? "" : phone.replaceAll("[^0-9]", "");
        return digits.length() == 13 && digits.startsWith("86") ? digits.substring(2) : digits;
    }

    private @Nullable Instant occurredAt(@Nullable String day) {
        return day == null ? null : LocalDate.parse(day).atStartOfDay(zone).toInstant();
    }

    private Written lock(String secret) {
        return requests.findForUpdate(Fingerprint.of(secret))
                .map(this::written)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "portal.help.forgotten"));
    }

    private HelpAnswers store(String secret, HelpAnswers answers) {
        requests.update(Fingerprint.of(secret), write(answers), null, clock.instant());
        return answers;
    }

    private Written written(HelpMapper.Row row) {
        try {
            return new Written(json.readValue(row.answers(), HelpAnswers.class), row.ticketNumber());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The answers of a request cannot be read", e);
        }
    }

    private String write(HelpAnswers answers) {
        try {
            return json.writeValueAsString(answers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The answers of a request cannot be written", e);
        }
    }

    private String word(String key, Object... facts) {
        return messages.getMessage(key, facts, languages.house());
    }

    /** A request as it stands; with a number it was sent. */
    record Written(HelpAnswers answers, @Nullable String ticketNumber) {}
}
