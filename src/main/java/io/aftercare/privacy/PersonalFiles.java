package io.aftercare.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.attachment.Attachments;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerMerges;
import io.aftercare.customer.Customers;
import io.aftercare.customer.OrderDirectory;
import io.aftercare.customer.Reveals;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.SolutionService;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.HtmlUtils;

/** Everything that the house holds about one customer, for machines (JSON) and for himself (HTML), in one archive. */
@Service
@Transactional(readOnly = true)
class PersonalFiles {

    /** Stands for the customer's link in stored messages. */
    private static final String LINK_MARK = "\uE0F0";

    private final Customers customers;
    private final CustomerMerges merges;
    private final Reveals reveals;
    private final OrderDirectory orders;
    private final TicketService tickets;
    private final Timeline timeline;
    private final SolutionService solutions;
    private final Compensations compensations;
    private final Attachments attachments;
    private final PrivacyMapper requests;
    private final ObjectMapper json;
    private final Clock clock;

    PersonalFiles(
            Customers customers,
            CustomerMerges merges,
            Reveals reveals,
            OrderDirectory orders,
            TicketService tickets,
            Timeline timeline,
            SolutionService solutions,
            Compensations compensations,
            Attachments attachments,
            PrivacyMapper requests,
            ObjectMapper json,
            Clock clock) {
        this.customers = customers;
        this.merges = merges;
        this.reveals = reveals;
        this.orders = orders;
        this.tickets = tickets;
        this.timeline = timeline;
        this.solutions = solutions;
        this.compensations = compensations;
        this.attachments = attachments;
        this.requests = requests;
        this.json = json;
        this.clock = clock;
    }

    byte[] archive(String ref) {
        Map<String, @Nullable Object> content = content(customers.require(ref));
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
                entry(zip, ref + ".json", json.writerWithDefaultPrettyPrinter().writeValueAsString(content));
                entry(zip, ref + ".html", html(ref, content));
            }
            return bytes.toByteArray();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The file of customer " + ref + " cannot be written", impossible);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, @Nullable Object> content(Customer customer) {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("exportedAt", clock.instant());
        Map<String, @Nullable Object> person = new LinkedHashMap<>();
        person.put("reference", customer.ref());
        person.put(
                "earlierReferences",
                customers.withMerged(customer.ref()).stream()
                        .filter(each -> !each.equals(customer.ref()))
                        .toList());
        person.put("name", customer.name());
        person.put("phone", customer.phone());
        person.put("email", customer.email());
        person.put("channelAccount", customer.channelId());
        person.put("tier", customer.tier());
        person.put("since", customer.createdAt());
        content.put("customer", person);
        content.put(
                "recognisedBy",
                customers.identities(customer.ref()).stream()
                        .map(each -> of("kind", each.kind(), "value", each.value(), "since", each.addedAt()))
                        .toList());
        content.put(
                "orders",
                orders.ofCustomer(customer.ref()).stream()
                        .map(each -> of(
                                "order",
                                each.orderNo(),
                                "product",
                                each.product(),
                                "serial",
                                each.productSerial(),
                                "paid",
                                money(each.paidAmount()),
                                "purchasedAt",
                                each.purchasedAt(),
                                "deliveredAt",
                                each.deliveredAt()))
                        .toList());
        content.put(
                "tickets",
                tickets.numbersOf(customer.ref()).stream().map(this::ticket).toList());
        content.put(
                "feedback",
                requests.findFeedback(customer.ref()).stream()
                        .map(each -> of(
                                "at",
                                each.at(),
                                "source",
                                each.source(),
                                "text",
                                each.text(),
                                "name",
                                each.name(),
                                "email",
                                each.email(),
                                "phone",
                                each.phone(),
                                "answer",
                                each.answer()))
                        .toList());
        content.put(
                "merges",
                merges.of(customer.ref()).stream()
                        .map(each -> of(
                                "from",
                                each.sourceRef(),
                                "into",
                                each.targetRef(),
                                "at",
                                each.mergedAt(),
                                "reason",
                                each.reason(),
                                "undoneAt",
                                each.undoneAt()))
                        .toList());
        content.put(
                "contactsLookedAt",
                reveals.of(customer.ref()).stream()
                        .map(each -> of("at", each.revealedAt(), "reason", each.reason()))
                        .toList());
        content.put(
                "requests",
                requests.findOf(customer.ref()).stream()
                        .map(each -> of(
                                "kind",
                                each.kind(),
                                "at",
                                each.receivedAt(),
                                "note",
                                each.note(),
                                "state",
                                each.state()))
                        .toList());
        return content;
    }

    private Map<String, @Nullable Object> ticket(String number) {
        Ticket ticket = tickets.require(number);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("number", ticket.number());
        values.put("status", ticket.status());
        values.put("channel", ticket.channel());
        values.put("order", ticket.orderNo());
        values.put("serial", ticket.productSerial());
        values.put("serviceAddress", ticket.serviceAddress());
        values.put("subject", ticket.subject());
        values.put("description", ticket.description());
        values.put("mood", ticket.mood());
        values.put("occurredAt", ticket.occurredAt());
        values.put("receivedAt", ticket.receivedAt());
        values.put("closedAt", ticket.closedAt());
        values.put("answer", ticket.answer());
        values.put("outcome", ticket.outcome());
        values.put(
                "history", timeline.of(number).stream().map(PersonalFiles::line).toList());
        values.put(
                "solutions",
                solutions.all(number).stream()
                        .map(each -> of(
                                "remedy",
                                each.remedy(),
                                "steps",
                                each.steps(),
                                "price",
                                money(each.priceToCustomer()),
                                "state",
                                each.state(),
                                "agreedAt",
                                each.agreedAt()))
                        .toList());
        values.put(
                "compensations",
                compensations.of(number).stream()
                        .map(each -> of(
                                "kind",
                                each.kind(),
                                "amount",
                                money(each.amount()),
                                "state",
                                each.state(),
                                "paidAt",
                                each.paidAt()))
                        .toList());
        values.put(
                "files",
                attachments.ofTicket(number).stream()
                        .filter(each -> number.equals(each.ticketNumber()))
                        .map(each ->
                                of("name", each.name(), "type", each.type(), "size", each.size(), "at", each.keptAt()))
                        .toList());
        values.put(
                "answers",
                requests.findAnswers(number).stream()
                        .map(each -> of(
                                "at",
                                each.answeredAt(),
                                "resolved",
                                each.resolved(),
                                "speed",
                                each.speed(),
                                "effect",
                                each.effect(),
                                "attitude",
                                each.attitude(),
                                "overall",
                                each.overall(),
                                "recommend",
                                each.recommend(),
                                "suggestion",
                                each.suggestion()))
                        .toList());
        values.put(
                "mailsFromYou",
                requests.findMails(number).stream()
                        .map(each -> of(
                                "at", each.at(), "from", each.sender(), "subject", each.subject(), "text", each.text()))
                        .toList());
        values.put(
                "messagesToYou",
                requests.findMessages(number).stream()
                        .map(each -> of(
                                "at",
                                each.at(),
                                "by",
                                each.channel(),
                                "to",
                                each.recipient(),
                                "subject",
                                each.subject(),
                                "text",
                                each.body().replace(LINK_MARK, "…")))
                        .toList());
        return values;
    }

    /** Colleagues are not named: the file is about him. */
    private static Map<String, @Nullable Object> line(TimelineEntry entry) {
        boolean his = entry.actor().equals(Timeline.CUSTOMER);
        return of("at", entry.at(), "what", entry.kind(), "by", his ? "customer" : "service", "text", entry.text());
    }

    private static String html(String ref, Map<String, @Nullable Object> content) {
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>")
                .append(escaped(ref))
                .append("</title><style>body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}")
                .append("dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem}dt{color:#555}")
                .append("dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}section{border-top:1px solid #ccc}")
                .append("</style></head><body><h1>")
                .append(escaped(ref))
                .append("</h1>\n");
        write(page, content);
        return page.append("</body></html>\n").toString();
    }

    private static void write(StringBuilder page, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            page.append("<dl>");
            map.forEach((key, inner) -> {
                if (inner != null && !(inner instanceof List<?> list && list.isEmpty())) {
                    page.append("<dt>").append(escaped(key)).append("</dt><dd>");
                    write(page, inner);
                    page.append("</dd>\n");
                }
            });
            page.append("</dl>");
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> {
                page.append("<section>");
                write(page, inner);
                page.append("</section>\n");
            });
        } else {
            page.append(escaped(value));
        }
    }

    private static String escaped(@Nullable Object value) {
        return HtmlUtils.htmlEscape(String.valueOf(value), "UTF-8");
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        // a reference is made by us or by an order system; only its plain letters name a file
        zip.putNextEntry(new ZipEntry(name.replaceAll("[^A-Za-z0-9._-]", "_")));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String money(BigDecimal amount) {
        return amount.toPlainString();
    }

    private static Map<String, @Nullable Object> of(@Nullable Object... pairs) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int index = 0; index + 1 < pairs.length; index += 2) {
            values.put(String.valueOf(pairs[index]), pairs[index + 1]);
        }
        return values;
    }
}
