package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.anonymous;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.aftercare.conversation.Incoming;
import io.aftercare.conversation.Reception;
import io.aftercare.conversation.Sender;
import io.aftercare.notification.TrackingLinks;
import io.aftercare.process.Endpoints.Endpoint;
import io.aftercare.registration.Intake;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What is true of every mapping that there is and of every new one: the whole product is asked, not a choice. */
class HostileCallsTest extends AfterSalesTrace {

    private static final String UNKNOWN = "noSuchFieldAnywhere";
    private static final Pattern INLINE_SCRIPT = Pattern.compile(
            "<script(?![^>]*\\ssrc=)(?![^>]*type=\"application/json\")[^>]*>|\\son[a-z]+\\s*=|javascript:",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern INLINE_STYLE = Pattern.compile("<style|<[^>]*\\sstyle\\s*=", Pattern.CASE_INSENSITIVE);
    private static final String JUEL =
            "${''.getClass().forName('java.lang.Runtime')} #{7*191} [[${7*191}]] [(${7*191})] <p th:text=\"${7*191}\">";

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private TrackingLinks links;

    @Autowired
    private Reception reception;

    @Autowired
    private AuthenticationManager logins;

    @Autowired
    private Traffic traffic;

    private static final MediaType FORM = MediaType.APPLICATION_FORM_URLENCODED;

    private int strangers;
    private MockMvc web = MockMvcBuilders.standaloneSetup(this).build();
    private final Map<String, String> values = new HashMap<>();

    @BeforeEach
    void aTicketWithALink() {
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        aMinorFailure();
        String link = links.url(ticket());
        values.put("number", number);
        values.put("ref", CUSTOMER);
        values.put("token", link.substring(link.lastIndexOf('/') + 1));
        values.put("id", "999999999");
        values.put("lineId", "999999999");
        values.put("version", "1");
        values.put("taskId", "no-such-task");
        values.put("taskKey", REGISTER);
        values.put("name", "no-such-calendar");
        values.put("code", "callback");
        values.put("channel", "nobody");
        values.put("action", "nothing");
    }

    @Test
    @Tag("S16")
    void whatChangesSomethingNeedsAToken() throws Exception {
        List<String> let = new ArrayList<>();
        int asked = 0;
        for (Endpoint endpoint : changing()) {
            // programs sign what they send to this one, and a cookie has no part in it
            if (!endpoint.path().startsWith("/api/channels/")
                    && !endpoint.path().equals("/error")) {
                asked++;
                MockHttpServletResponse answer =
                        answer(endpoint.withArguments(endpoint.bare(values)).with(manager()));
                // the link itself is the secret there, and no foreign page makes a browser send JSON unasked
                boolean program = endpoint.path().startsWith("/t/") && endpoint.body() != null;
                if (answer.getStatus() != 403 && !program) {
                    let.add(endpoint.name() + " " + answer.getStatus());
                }
            }
        }
        assertThat(asked).isGreaterThan(100);
        assertThat(let).as("went through without a token").isEmpty();
    }

    @Test
    @Tag("S16")
    void nobodyIsBelievedByAHeader() throws Exception {
        for (String header : List.of(
                "X-Remote-User", "Remote-User", "X-Forwarded-User", "X-Authenticated-User", "X-Auth-Request-User")) {
            assertThat(answer(get("/api/tickets").header(header, "admin").with(anonymous()))
                            .getStatus())
                    .as(header)
                    .isEqualTo(401);
        }
    }

    @Test
    @Tag("S14")
    void aFieldThatNobodyAskedForIsRefusedWhereverJsonIsTaken() throws Exception {
        List<String> swallowed = new ArrayList<>();
        int asked = 0;
        for (Endpoint endpoint : changing()) {
            // the fields of a task are looked at one by one by its form (422), and what a channel sends after its
            // signature
            if (endpoint.body() != null
                    && !endpoint.path().equals("/api/tasks/{id}/complete")
                    && !endpoint.path().startsWith("/api/channels/")) {
                String body = Endpoints.json(Endpoints.sample(endpoint.body()));
                if (!body.startsWith("{")) {
                    continue;
                }
                asked++;
                String more = body.replaceFirst("\\{", "{\"" + UNKNOWN + "\":\"x\"" + (body.equals("{}") ? "" : ","));
                MockHttpServletResponse answer = answer(endpoint.request(values)
                        .content(more)
                        .accept(MediaType.APPLICATION_JSON)
                        .with(everybody()));
                if (answer.getStatus() != 400) {
                    swallowed.add(endpoint.name() + " " + answer.getStatus());
                }
            }
        }
        assertThat(asked).isGreaterThan(25);
        assertThat(swallowed).isEmpty();
    }

    @Test
    @Tag("S14")
    void whatOnlyTheProcessSetsIsNotTakenFromAForm() throws Exception {
        MockHttpServletRequestBuilder form = post("/tickets/" + number + "/escalate")
                .with(csrf())
                .with(user("agent").roles("service-agents"))
                .param("reason", "He calls every hour.");
        for (String protectedField : List.of(
                "status", "owner", "priority", "number", "customerRef", "closedBy", "approved", "version", "ticket")) {
            form.param(protectedField, "CLOSED");
        }
        assertThat(answer(form).getStatus()).isEqualTo(302);
        Ticket after = ticket();
        assertThat(after.status()).isEqualTo(TicketStatus.CLASSIFIED);
        assertThat(after.owner()).isEqualTo("agent");
        assertThat(after.priority()).isEqualTo(Priority.P2);
        assertThat(after.customerRef()).isEqualTo(CUSTOMER);
    }

    /** Ids that belong to nobody: no answer tells more than "there is none", and none breaks. */
    @Test
    @Tag("S2")
    void whatDoesNotExistIsNotFoundAndBreaksNothing() throws Exception {
        values.replaceAll((name, value) -> switch (name) {
            case "number" -> "000000-000000";
            case "ref" -> "C-404";
            case "token" -> "A".repeat(43);
            case "taskKey" -> "Task_NoSuch";
            case "code" -> "no-such-survey";
            case "version" -> "999";
            default -> value;
        });
        List<String> odd = new ArrayList<>();
        int asked = 0;
        for (Endpoint endpoint : Endpoints.of(context)) {
            // the list of a ticket's mail is a piece of its page, and empty
            boolean empty = endpoint.name().equals("GET /tickets/{number}/mails");
            if (Endpoints.isOurs(endpoint) && !endpoint.variables().isEmpty() && !empty) {
                asked++;
                jdbc.update("delete from rate_limit");
                int status = answer(endpoint.request(values).with(everybody())).getStatus();
                if (status >= 500 || status == 200 || status == 201 || status == 204) {
                    odd.add(endpoint.name() + " " + status);
                }
            }
        }
        assertThat(asked).isGreaterThan(120);
        assertThat(odd).isEmpty();
    }

    @Test
    @Tag("S4")
    void everyPageForbidsWhatItDoesNotContainItself() throws Exception {
        List<String> bad = new ArrayList<>();
        int pages = 0;
        for (Endpoint endpoint : Endpoints.of(context)) {
            if (endpoint.changes() || !Endpoints.isOurs(endpoint)) {
                continue;
            }
            jdbc.update("delete from rate_limit");
            MockHttpServletResponse answer =
                    answer(endpoint.request(values).accept(MediaType.TEXT_HTML).with(everybody()));
            String policy = String.valueOf(answer.getHeader("Content-Security-Policy"));
            boolean strict = !policy.contains("unsafe-inline")
                    || (endpoint.path().startsWith("/tickets/")
                            && policy.replace("style-src-attr 'unsafe-inline'", "")
                                            .indexOf("unsafe")
                                    < 0);
            if (!strict || !policy.contains("default-src") || policy.contains("unsafe-eval")) {
                bad.add(endpoint.name() + ": " + policy);
            }
            if (!"nosniff".equals(answer.getHeader("X-Content-Type-Options"))) {
                bad.add(endpoint.name() + " may be sniffed");
            }
            String page = answer.getContentAsString();
            if (String.valueOf(answer.getContentType()).startsWith("text/html") && answer.getStatus() == 200) {
                pages++;
                for (Pattern inline : List.of(INLINE_SCRIPT, INLINE_STYLE)) {
                    Matcher found = inline.matcher(page);
                    if (found.find()) {
                        bad.add(endpoint.name() + " contains " + found.group());
                    }
                }
            }
        }
        assertThat(pages).isGreaterThan(35);
        assertThat(bad).isEmpty();
    }

    @Test
    @Tag("S13")
    void aStrangersWorkIsTheSameWhetherTheOrderExistsOrNot() throws Exception {
        asksAbout("SO-404"); // what is done once only is done now
        asksAbout(ORDER);
        Map<String, Long> unknown = asksAbout("SO-404");
        Map<String, Long> known = asksAbout(ORDER);
        assertThat(sum(known)).as(known + " and " + unknown).isEqualTo(sum(unknown));
    }

    /** Whoever reads the database, or a copy of it, opens no customer's page with what he finds. */
    @Test
    @Tag("S12")
    void noTokenStandsInTheDatabase() {
        String token = values.get("token");
        assertThat(Base64.getUrlDecoder().decode(token).length * 8).isGreaterThanOrEqualTo(128);
        int columns = 0;
        for (Map<String, Object> column : jdbc.queryForList("select table_name, column_name from"
                + " information_schema.columns where table_schema = 'PUBLIC' and data_type in ('CHARACTER VARYING',"
                + " 'CHARACTER LARGE OBJECT', 'CHARACTER')")) {
            Object table = column.get("table_name");
            // the letter that carries it waits there until it has left
            if (!"OUTBOX_MESSAGE".equalsIgnoreCase(String.valueOf(table))) {
                columns++;
                assertThat(jdbc.queryForObject(
                                "select count(*) from \"" + table + "\" where \"" + column.get("column_name")
                                        + "\" like ?",
                                Integer.class,
                                "%" + token + "%"))
                        .as(column.toString())
                        .isZero();
            }
        }
        assertThat(columns).isGreaterThan(300);
    }

    /** Whatever is asked for in an address is a value: quotes end nothing, and a pattern is looked for as it stands. */
    @Test
    @Tag("S10")
    void noQuestionInAnAddressReachesTheDatabaseAsSql() throws Exception {
        String everything =
                answer(get("/api/tickets?size=50").with(everybody())).getContentAsString();
        List<String> broken = new ArrayList<>();
        int asked = 0;
        for (String evil : List.of(
                "' or 1=1 -- ", "x'; drop table ticket; -- ", "\\' union select 1,2,3 #", "id desc, (select 1)")) {
            for (Endpoint endpoint : Endpoints.of(context)) {
                List<String> names = endpoint.words();
                if (!endpoint.changes() && Endpoints.isOurs(endpoint) && !names.isEmpty()) {
                    asked++;
                    MockHttpServletRequestBuilder request =
                            endpoint.bare(values).with(everybody());
                    names.forEach(name -> request.param(name, evil));
                    int status = answer(request).getStatus();
                    if (status >= 500) {
                        broken.add(endpoint.name() + " " + names + " " + evil + " " + status);
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(60);
        assertThat(broken).isEmpty();
        for (String pattern : List.of("' or '1'='1", "%", "_", "\\")) {
            assertThat(answer(get("/api/tickets").param("q", pattern).with(everybody()))
                            .getContentAsString())
                    .as(pattern)
                    .contains("\"total\":0");
        }
        assertThat(answer(get("/api/tickets?size=50").with(everybody())).getContentAsString())
                .isEqualTo(everything)
                .contains(number);
    }

    /** Every export that there is, with a formula wherever somebody can write one. */
    @Test
    @Tag("S15")
    void noExportCalculatesAnything() throws Exception {
        proposes(
                "ops-staff",
                "RETURN_REFUND",
                "compensations",
                List.of(Map.of("kind", "REFUND", "nature", "ENTITLEMENT", "amount", "10.00", "note", "=HYPERLINK(1)")));
        jdbc.update("update customer set name = '=1+1' where ref = ?", CUSTOMER);
        jdbc.update("update ticket set subject = '@SUM(1)', description = '+cmd|calc', order_no = '-1+1'");
        jdbc.update("update compensation_line set note = '＝1+1'");
        int exports = 0;
        for (Endpoint endpoint : Endpoints.of(context)) {
            if (endpoint.path().endsWith(".csv") || endpoint.path().endsWith(".xlsx")) {
                exports++;
                MockHttpServletResponse answer = answer(endpoint.request(values).with(everybody()));
                assertThat(answer.getStatus()).as(endpoint.name()).isEqualTo(200);
                assertThat(answer.getHeader("Content-Disposition")).startsWith("attachment");
                String text = endpoint.path().endsWith(".csv")
                        ? answer.getContentAsString(StandardCharsets.UTF_8)
                        : partsOf(answer.getContentAsByteArray());
                assertThat(text).as(endpoint.name()).doesNotContain("<f>", "<f ");
                for (String cell : text.replace("\uFEFF", "").split("[,\r\n]|</?t[^>]*>")) {
                    assertThat(cell.replace("\"", ""))
                            .as(endpoint.name())
                            .doesNotStartWith("=")
                            .doesNotStartWith("@")
                            .doesNotStartWith("＝")
                            .doesNotStartWith("+cmd")
                            .doesNotStartWith("-1+");
                }
            }
        }
        assertThat(exports).isGreaterThanOrEqualTo(7);
    }

    /** A form that sends what a stranger typed to an address that he typed would be anybody's mail relay. */
    @Test
    @Tag("S18")
    void aReceiptToAnAddressThatNobodyProvedCarriesNothingThatWasTyped() {
        nobodySignedIn();
        String evil = "evil" + "words";
        String made = reception
                .receive(new Incoming(
                        Channel.WEB,
                        new Sender(null, "Win at " + evil + ".example", null, "victim@target.example", null),
                        null,
                        evil,
                        "Go to https://" + evil + ".example",
                        List.of(),
                        null,
                        evil,
                        evil,
                        evil,
                        null,
                        null,
                        false,
                        null,
                        null,
                        true))
                .ticketNumber();
        List<Map<String, Object>> letters =
                jdbc.queryForList("select subject, body, recipient from outbox_message where ticket_number = ?", made);
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).get("recipient")).isEqualTo("victim@target.example");
        assertThat(letters.get(0).toString()).doesNotContain(evil);
    }

    /** Whoever types a stranger's address again and again fills that stranger's mailbox with three letters a day. */
    @Test
    @Tag("S18")
    void nobodyIsWrittenToWithoutEndByAFormThatAnybodyFillsIn() throws Exception {
        jdbc.update("delete from rate_limit");
        List<String> spellings = List.of(
                "victim@many.example",
                "Victim@many.example",
                "VICTIM@MANY.EXAMPLE",
                "victim@Many.example",
                "viCtim@many.example");
        for (String address : spellings) {
            assertThat(sendsOff(Map.of("name", "Eve", "email", address)).getRedirectedUrl())
                    .isEqualTo("/help/done");
        }
        assertThat(jdbc.queryForObject(
                        "select count(*) from outbox_message where lower(recipient) = 'victim@many.example'",
                        Integer.class))
                .isEqualTo(3);
        for (int more = spellings.size(); more < 20; more++) {
            sendsOff(Map.of("name", "Eve", "phone", "1370000" + (1000 + more)));
        }
        assertThat(sendsOff(Map.of("name", "Eve", "phone", "13700009999")).getStatus())
                .isEqualTo(429);
    }

    /** A whole request for help from one and the same place. */
    private MockHttpServletResponse sendsOff(Map<String, String> contact) throws Exception {
        nobodySignedIn();
        Cookie[] key = answer(post("/help").with(csrf()).contentType(FORM).param("intent", "AFTER"))
                .getCookies();
        goesOn(post("/help/order"), key, Map.of());
        goesOn(
                post("/help/problem"),
                key,
                Map.of("requestType", "FAULT", "description", "It is broken.", "emergency", "no"));
        return goesOn(post("/help/contact"), key, contact);
    }

    private static String partsOf(byte[] workbook) throws IOException {
        Path file = Files.write(Files.createTempFile("export", ".xlsx"), workbook);
        StringBuilder text = new StringBuilder();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry part : Collections.list(zip.entries())) {
                text.append(new String(zip.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(file);
        }
        return text.toString();
    }

    /** Each write is a wait for the disk: their number is what time would tell. */
    @Test
    @Tag("S13")
    void aLoginThatFailsIsTheSameWorkWhetherTheNameExistsOrNot() {
        fails("agent");
        fails("nobody");
        Map<String, Long> known = fails("agent");
        Map<String, Long> unknown = fails("nobody");
        assertThat(writes(known)).as(known.toString()).isEqualTo(writes(unknown));
        assertThat(Math.abs(sum(known) - sum(unknown)))
                .as(known + " and " + unknown)
                .isLessThanOrEqualTo(1);
    }

    @Test
    @Tag("S1")
    @Tag("S17")
    void expressionsInWhatPeopleWriteAreWords() throws Exception {
        received(
                "agent",
                new Intake(
                        Channel.PHONE,
                        new Intake.CustomerReference(CUSTOMER, null, null, null, null),
                        JUEL,
                        null,
                        JUEL.substring(0, 90),
                        ORDER,
                        JUEL.substring(0, 40),
                        JUEL,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        kind("SERVICE_FAILURE", "MINOR", "COMPLEX")));
        does(
                "ops-staff",
                PROPOSE,
                "remedy",
                "COUPON",
                "steps",
                JUEL,
                "finding",
                JUEL,
                "expectedCompletionAt",
                now().plusSeconds(86_400).toString());
        does("ops-staff", EXECUTE, "outcome", JUEL, "rootCause", JUEL, "resolutionSummary", JUEL);
        assertThat(ticket().description()).isEqualTo(JUEL);
        for (String path : List.of("/tickets/" + number, "/tickets", "/ledger", "/board")) {
            assertThat(answer(get(path).with(everybody())).getContentAsString())
                    .as(path)
                    .doesNotContain("1337");
        }
        String link = links.url(ticket());
        assertThat(answer(get("/t/" + link.substring(link.lastIndexOf('/') + 1)).with(anonymous()))
                        .getContentAsString())
                .contains("7*191")
                .doesNotContain("1337");
        assertThat(jdbc.queryForList("select body from outbox_message where ticket_number = ?", String.class, number))
                .isNotEmpty()
                .noneMatch(body -> body != null && body.contains("1337"));
    }

    @Test
    @Tag("S14")
    void nobodyIsForgottenWhileMoneyIsOpenByTheShortWayEither() throws Exception {
        proposes("ops-staff", "RETURN_REFUND", "compensations", List.of(line("REFUND", "ENTITLEMENT", "100.00")));
        MockHttpServletRequestBuilder deletion =
                delete("/api/customers/C-1").with(csrf()).with(manager());
        assertThat(answer(deletion).getStatus()).isEqualTo(422);
        assertThat(jdbc.queryForObject("select name from customer where ref = 'C-1'", String.class))
                .isEqualTo("Zhang Wei");
    }

    /** All five pages of the form, filled in by somebody whom we do not know. */
    private Map<String, Long> asksAbout(String order) throws Exception {
        nobodySignedIn();
        jdbc.update("delete from rate_limit");
        traffic.forget();
        Cookie[] key = answer(post("/help").with(csrf()).contentType(FORM).param("intent", "AFTER"))
                .getCookies();
        goesOn(post("/help/order"), key, Map.of("orderNo", order, "orderPhone", "13912345678"));
        goesOn(
                post("/help/problem"),
                key,
                Map.of("requestType", "FAULT", "description", "It is broken.", "emergency", "no"));
        String phone = "139" + String.format("%08d", ++strangers);
        MockHttpServletResponse last =
                goesOn(post("/help/contact"), key, Map.of("name", "Eve " + strangers, "phone", phone));
        assertThat(last.getRedirectedUrl()).isEqualTo("/help/done");
        Map<String, Long> asked = new TreeMap<>(traffic.statements());
        // what runs beside it, and what the engine keeps of its models for a while
        asked.keySet()
                .removeIf(statement ->
                        statement.startsWith("select m.id, m.mailbox") || statement.contains("from ACT_RE_"));
        return asked;
    }

    private MockHttpServletResponse goesOn(
            MockHttpServletRequestBuilder request, Cookie[] key, Map<String, String> fields) throws Exception {
        fields.forEach(request::param);
        return answer(request.with(csrf()).contentType(FORM).cookie(key));
    }

    private Map<String, Long> fails(String user) {
        traffic.forget();
        try {
            logins.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(user, "guess"));
            throw new AssertionError("came in");
        } catch (AuthenticationException refused) {
            return traffic.statements();
        }
    }

    private static long writes(Map<String, Long> statements) {
        return statements.entrySet().stream()
                .filter(each -> !each.getKey().toLowerCase(Locale.ROOT).startsWith("select"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static long sum(Map<String, Long> statements) {
        return statements.values().stream().mapToLong(Long::longValue).sum();
    }

    private List<Endpoint> changing() {
        return Endpoints.of(context).stream().filter(Endpoint::changes).toList();
    }

    private static RequestPostProcessor manager() {
        return user("manager").roles("service-managers");
    }

    /** Somebody whom no door keeps out. */
    private static RequestPostProcessor everybody() {
        return user("manager")
                .roles(
                        "service-managers",
                        "service-agents",
                        "service-supervisors",
                        "process-owners",
                        "camunda-admin",
                        "finance-staff",
                        "compensation-managers");
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        nobodySignedIn();
        return web.perform(request).andReturn().getResponse();
    }
}
