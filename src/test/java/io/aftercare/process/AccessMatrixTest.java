package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.anonymous;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.demo.DemoData;
import io.aftercare.demo.DemoPeople.DemoUser;
import io.aftercare.process.Endpoints.Endpoint;
import io.aftercare.security.Groups;
import io.aftercare.ticket.TicketStatus;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Who may knock at which door: what the product does against the list that people read and agreed to (S2, S3). */
@Tag("S2")
@Tag("S3")
class AccessMatrixTest extends AfterSalesTrace {

    private static final String LIST = "access/who-may-what.txt";
    private static final String ANYBODY = "anybody";
    private static final String EVERYBODY = "signed-in";
    private static final String STAFF = "staff";
    private static final Set<String> FOR_ALL = Set.of(ANYBODY, EVERYBODY, STAFF);

    /** One of each group. */
    private static final List<DemoUser> PEOPLE = DemoData.USERS.stream()
            .filter(person -> !person.id().equals("agent2"))
            .toList();

    private static final DemoUser CHANNEL = PEOPLE.stream()
            .filter(person -> person.group().equals(Groups.CHANNELS))
            .findFirst()
            .orElseThrow();

    @Autowired
    private WebApplicationContext context;

    private MockMvc web = MockMvcBuilders.standaloneSetup(this).build();
    private final Map<String, String> values = new HashMap<>();

    @BeforeEach
    void aTicket() {
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        aMinorFailure();
        values.put("number", number);
        values.put("ref", "C-404");
        values.put("token", "A".repeat(43));
        values.put("id", "999999999");
        values.put("lineId", "999999999");
        values.put("version", "999");
        values.put("taskId", "no-such-task");
        values.put("taskKey", "Task_RegisterTicket");
        values.put("name", "no-such-calendar");
        values.put("code", "no-such-survey");
        values.put("channel", "nobody");
        values.put("action", "nothing");
    }

    @Test
    void everybodyGetsAsFarAsTheListSaysAndNoFurther() throws Exception {
        Map<String, String> found = new TreeMap<>();
        List<String> odd = new ArrayList<>();
        Map<String, String> list = list();
        for (Endpoint endpoint : Endpoints.of(context)) {
            found.put(endpoint.name(), whoComesIn(endpoint, list.get(endpoint.name()), odd));
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(
                Path.of("target/who-may-what.txt"),
                found.entrySet().stream()
                        .map(row -> row.getKey() + " | " + row.getValue())
                        .collect(Collectors.joining("\n")));
        assertThat(odd).as("answers that are neither yes nor no").isEmpty();
        assertThat(found)
                .as("the product against src/test/resources/" + LIST
                        + " (what it does stands in target/who-may-what.txt)")
                .isEqualTo(list);
    }

    /** What stands in no description is called by nobody who reads it, and looked at by nobody who tests by it. */
    @Test
    void whatTheDescriptionOfTheApiNamesIsWhatThereIs() throws Exception {
        JsonNode paths = new ObjectMapper()
                .readTree(web.perform(get("/v3/api-docs").with(user("agent").roles(Groups.SERVICE_AGENTS)))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .path("paths");
        Set<String> described = new TreeSet<>();
        paths.fields().forEachRemaining(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(described).hasSizeGreaterThan(50);
        Set<String> listed = list().keySet().stream()
                .filter(name -> name.contains(" /api/"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(described).isEqualTo(listed);
    }

    private String whoComesIn(Endpoint endpoint, @Nullable String expected, List<String> odd) throws Exception {
        if (status() != TicketStatus.CLASSIFIED) {
            aMinorFailure();
            values.put("number", number);
        }
        jdbc.update("delete from rate_limit");
        boolean anybody = comesIn(endpoint, null, odd);
        List<DemoUser> asked = PEOPLE;
        if (expected != null && FOR_ALL.contains(expected)) {
            // where nobody of the house is to be kept out, some of them will do
            int some = Math.floorMod(endpoint.name().hashCode(), PEOPLE.size());
            asked = Stream.of(0, 9, 18)
                    .map(step -> PEOPLE.get((some + step) % PEOPLE.size()))
                    .collect(Collectors.toCollection(ArrayList::new));
            asked.add(CHANNEL);
        }
        Set<String> in = new TreeSet<>();
        Set<String> out = new TreeSet<>();
        for (DemoUser person : asked) {
            (comesIn(endpoint, person, odd) ? in : out).add(person.group());
        }
        if (anybody) {
            return out.isEmpty() ? ANYBODY : "anybody but " + out;
        }
        if (out.isEmpty()) {
            return EVERYBODY;
        }
        if (out.equals(Set.of(Groups.CHANNELS))) {
            return STAFF;
        }
        return in.isEmpty() ? "nobody" : String.join(" ", in);
    }

    private boolean comesIn(Endpoint endpoint, @Nullable DemoUser person, List<String> odd) throws Exception {
        nobodySignedIn();
        MockHttpServletRequestBuilder request = endpoint.request(values)
                .with(person == null ? anonymous() : user(person.id()).roles(person.group()));
        MvcResult result = web.perform(request).andReturn();
        int status = result.getResponse().getStatus();
        boolean toLogin = status == 302
                && String.valueOf(result.getResponse().getRedirectedUrl()).endsWith("/login");
        boolean unread = result.getResolvedException() instanceof ServletException
                || result.getResolvedException() instanceof HttpMessageNotReadableException
                || result.getResolvedException() instanceof MethodArgumentTypeMismatchException;
        if (unread || status == 429 || (status >= 500 && !endpoint.path().equals("/error"))) {
            odd.add(endpoint.name() + " as " + (person == null ? ANYBODY : person.group()) + ": " + status + " "
                    + result.getResolvedException());
        }
        return status != 401 && status != 403 && !toLogin;
    }

    private static Map<String, String> list() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : new ClassPathResource(LIST)
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("\\|", 2);
                rows.put(parts[0].strip(), parts[1].strip());
            }
        }
        return rows;
    }
}
