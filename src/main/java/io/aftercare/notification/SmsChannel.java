package io.aftercare.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.customer.Customer;
import io.aftercare.customer.Customers;
import io.aftercare.notification.DeliveryException.Reach;
import io.aftercare.problem.ProblemException;
import io.aftercare.security.RateLimits;
import io.aftercare.ticket.TicketService;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Hands short messages to the operators' gateway (E-07, 4.10). The number is read from the customer when it leaves: in
 * the outbox it stands masked. Whatever is filled into the body is escaped for JSON.
 */
@Component
class SmsChannel implements DeliveryChannel {

    private static final Pattern GAP = Pattern.compile("\\{(phone|sign|template|id|variables|variables-text)}");
    private static final Duration HOUR = Duration.ofHours(1);

    private final SmsProperties properties;
    private final ShortMessages rules;
    private final TicketService tickets;
    private final Customers customers;
    private final RateLimits limits;
    private final Languages languages;
    private final ObjectMapper json = new ObjectMapper();

    SmsChannel(
            SmsProperties properties,
            ShortMessages rules,
            TicketService tickets,
            Customers customers,
            RateLimits limits,
            Languages languages) {
        this.properties = properties;
        this.rules = rules;
        this.tickets = tickets;
        this.customers = customers;
        this.limits = limits;
        this.languages = languages;
    }

    @Override
    public Delivery delivery() {
        return Delivery.SMS;
    }

    @Override
    public void deliver(OutboxMessage message) throws DeliveryException {
        URI gateway = properties.url();
        String phone = phone(message);
        String reason = rules.reasonNot(message.template(), languages.house(), phone);
        if (gateway == null || reason != null) {
            throw refused(Reach.FOREVER, "Not sent: " + reason);
        }
        try {
            limits.take("sms:" + phone, properties.perHour(), HOUR);
        } catch (ProblemException tooMany) {
            throw refused(Reach.THIS_TIME, "More than " + properties.perHour() + " an hour to this number");
        }
        try {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", "application/json; charset=utf-8");
            headers.putAll(properties.headers());
            // the house itself has named this host
            check(new OutgoingCalls(List.of(gateway.getHost()), properties.timeout())
                    .ask(
                            properties.method(),
                            gateway,
                            headers,
                            body(message, phone).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new DeliveryException(Reach.EVERYTHING, e.getClass().getSimpleName(), e);
        }
    }

    private String phone(OutboxMessage message) throws DeliveryException {
        String ticket = message.ticketNumber();
        Customer customer = ticket == null
                ? null
                : customers.require(tickets.require(ticket).customerRef());
        String phone = customer == null ? null : customer.phone();
        if (phone == null) {
            throw refused(Reach.FOREVER, "The customer has no phone number any more");
        }
        return ShortMessages.digits(phone);
    }

    private String body(OutboxMessage message, String phone) throws IOException {
        String id = properties
                .templateId(message.template(), languages.house().getLanguage())
                .orElse("");
        // read once more: nothing but a flat object of texts may ever get in
        String variables = json.writeValueAsString(json.readTree(message.body()));
        Map<String, String> filled = Map.of(
                "phone", inside(phone),
                "sign", inside(properties.sign()),
                "template", inside(id),
                "id", inside(message.messageId().replaceAll("[<>]", "")),
                "variables", variables,
                "variables-text", inside(variables));
        return GAP.matcher(properties.body())
                .replaceAll(gap -> Matcher.quoteReplacement(filled.getOrDefault(gap.group(1), "")));
    }

    /** As it stands between the quotes of a JSON text. */
    private String inside(String text) throws JsonProcessingException {
        String quoted = json.writeValueAsString(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    private void check(OutgoingCalls.Answer answer) throws DeliveryException {
        int status = answer.status();
        if (status < 200 || status > 299) {
            throw refused(
                    status == 408 || status == 429 || status >= 500 ? Reach.THIS_TIME : Reach.FOREVER,
                    "The gateway answered " + status);
        }
        if (properties.successPath().isEmpty()) {
            return;
        }
        try {
            JsonNode told = json.readTree(answer.body()).at(properties.successPath());
            if (!properties.successValues().contains(told.asText())) {
                String code = told.asText("").replaceAll("[^A-Za-z0-9._-]", "");
                throw refused(
                        Reach.THIS_TIME,
                        "The gateway refused with " + (code.length() > 60 ? code.substring(0, 60) : code));
            }
        } catch (JsonProcessingException e) {
            throw new DeliveryException(Reach.THIS_TIME, "The gateway answered no JSON", e);
        }
    }

    private static DeliveryException refused(Reach reach, String why) {
        return new DeliveryException(reach, why, new IOException(why));
    }
}
