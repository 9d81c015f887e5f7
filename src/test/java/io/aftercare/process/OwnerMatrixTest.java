package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.anonymous;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.aftercare.attachment.Attachments;
import io.aftercare.attachment.NewFile;
import io.aftercare.conversation.Drafts;
import io.aftercare.demo.DemoData;
import io.aftercare.feedback.Feedback.Category;
import io.aftercare.feedback.FeedbackDesk;
import io.aftercare.feedback.Suggestion;
import io.aftercare.notification.TrackingLinks;
import io.aftercare.process.Endpoints.Endpoint;
import io.aftercare.ticket.TimelineKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Ids of what is somebody else's, at every mapping that takes one (S2, S3). */
@Tag("S2")
@Tag("S3")
class OwnerMatrixTest extends AfterSalesTrace {

    private static final String LIST = "access/whose-it-is.txt";

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private Attachments attachments;

    @Autowired
    private FeedbackDesk feedbacks;

    @Autowired
    private Drafts drafts;

    @Autowired
    private TrackingLinks links;

    private MockMvc web = MockMvcBuilders.standaloneSetup(this).build();

    @BeforeEach
    void doors() {
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    @Test
    void everyMappingWithAnIdSaysWhoseItIs() throws IOException {
        List<String> withIds = Endpoints.of(context).stream()
                .filter(endpoint -> !endpoint.variables().isEmpty())
                .map(Endpoint::name)
                .distinct()
                .sorted()
                .toList();
        assertThat(list().keySet()).containsExactlyElementsOf(withIds);
    }

    @Test
    void aTaskOfAnotherGroupIsNotTouched() throws Exception {
        aMinorFailure();
        String task = taskId(PROPOSE);
        isClosedTo("task", "warehouse", Map.of("id", task));
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(task(PROPOSE).getAssignee()).isNull();
        // nor by whoever holds it, once it is somebody's
        as("ops-staff", () -> worklist.claim(task));
        isClosedTo("task", "ops-supervisor", Map.of("id", task));
        assertThat(task(PROPOSE).getAssignee()).isEqualTo("ops-staff");
    }

    @Test
    void aDecisionOfAnotherGateIsNotReadTakenOrAskedAbout() throws Exception {
        anApproval();
        isClosedTo("approval", "warehouse", Map.of("taskId", taskId(APPROVE)));
        isClosedTo("approval", "engineer", Map.of("taskId", taskId(APPROVE)));
        assertThat(open()).containsExactly(APPROVE);
        assertThat(approvals.of(number)).isEmpty();
    }

    @Test
    void aQuestionToAnotherIsNotAnswered() throws Exception {
        anApproval();
        assertThat(answer(post("/api/approvals/" + taskId(APPROVE) + "/ask")
                                .with(csrf())
                                .contentType("application/json")
                                .content("{\"question\":\"Why no repair?\"}")
                                .with(person("tech-supervisor")))
                        .getStatus())
                .isLessThan(300);
        String id = String.valueOf(jdbc.queryForObject("select max(id) from approval_question", Long.class));
        isClosedTo("question", "warehouse", Map.of("id", id));
        assertThat(told(TimelineKind.REPLIED)).isZero();
    }

    @Test
    void aCallThatIsNotHisIsNotMade() throws Exception {
        callDue();
        isRefusedAtMost("call", "warehouse", Map.of("taskId", taskId(CALL_BACK)));
        assertThat(open()).contains(CALL_BACK);
        assertThat(task(CALL_BACK).getAssignee()).isNull();
    }

    @Test
    void anAbsenceOfAColleagueStays() throws Exception {
        assertThat(answer(post("/api/absences")
                                .with(csrf())
                                .contentType("application/json")
                                .content(Endpoints.json(Map.of(
                                        "substitute",
                                        "agent2",
                                        "from",
                                        now().toString(),
                                        "until",
                                        now().plus(Duration.ofDays(3)).toString())))
                                .with(person("agent")))
                        .getStatus())
                .isEqualTo(201);
        String id = String.valueOf(jdbc.queryForObject("select max(id) from absence", Long.class));
        isClosedTo("absence", "engineer", Map.of("id", id));
        // nor does anybody send a colleague on leave to get his tasks
        assertThat(answer(post("/api/absences")
                                .with(csrf())
                                .contentType("application/json")
                                .content(Endpoints.json(Map.of(
                                        "absent",
                                        "tech-supervisor",
                                        "substitute",
                                        "engineer",
                                        "from",
                                        now().toString(),
                                        "until",
                                        now().plus(Duration.ofDays(3)).toString())))
                                .with(person("engineer")))
                        .getStatus())
                .isEqualTo(403);
        assertThat(jdbc.queryForObject("select count(*) from absence", Integer.class))
                .isOne();
    }

    @Test
    void aFileThatAnotherBroughtIsNotThere() throws Exception {
        aMinorFailure();
        String file = aFile("agent");
        isClosedTo("file", "engineer", Map.of("id", file));
        as("agent", () -> drafts.keep(number, false, "We are looking into it."));
        as("agent", () -> drafts.addFile(number, false, file));
        isRefusedAtMost("draft file", "engineer", Map.of("id", file, "number", number));
        assertThat(as("agent", () -> drafts.files(drafts.mine(number, false).orElseThrow())))
                .containsExactly(file);
        assertThat(answer(get("/attachments/" + file).with(person("agent"))).getStatus())
                .isEqualTo(200);
    }

    @Test
    void aLinkOpensItsOwnTicketsFilesOnly() throws Exception {
        aMinorFailure();
        String mine = token();
        aMinorFailure();
        assertThat(answer(multipart("/api/tickets/" + number + "/attachments")
                                .file(new MockMultipartFile(
                                        "file", "a.txt", "text/plain", "hello".getBytes(StandardCharsets.UTF_8)))
                                .param("visibleToCustomer", "true")
                                .with(csrf())
                                .with(person("agent")))
                        .getStatus())
                .isEqualTo(204);
        String file = attachments.ofTicket(number).get(0).id();
        String his = token();
        assertThat(answer(get("/t/" + his + "/attachments/" + file).with(anonymous()))
                        .getStatus())
                .isEqualTo(200);
        isClosedTo("link file", null, Map.of("token", mine, "id", file));
        isClosedTo(
                "link", null, Map.of("token", mine.substring(0, 42) + (mine.endsWith("A") ? "B" : "A"), "action", "x"));
        isRefusedAtMost("draft", null, Map.of("id", file));
        assertThat(attachments.ofTicket(number)).hasSize(1);
    }

    @Test
    void aSuggestionOfAnotherDepartmentStaysAsItIs() throws Exception {
        long id = feedbacks
                .suggest(new Suggestion(
                        "key-1", "A quieter fan would be nice.", "Zhao Min", "zhao@x.example", null, "en"))
                .id();
        as("agent", () -> feedbacks.classify(id, Category.values()[0], "operations"));
        String before = feedbacks.require(id).toString();
        isRefusedAtMost("feedback", "engineer", Map.of("id", String.valueOf(id)));
        isRefusedAtMost("feedback", "warehouse", Map.of("id", String.valueOf(id)));
        assertThat(feedbacks.require(id).toString()).isEqualTo(before);
    }

    /** Ids that stand in a body: each of them is somebody else's. */
    @Test
    void anIdInABodyIsLookedAtLikeOneInAPath() throws Exception {
        // another customer's order
        for (String order : List.of(ORDER, "SO-404")) {
            assertThat(json(
                            "agent",
                            "/api/tickets",
                            Map.of(
                                    "channel",
                                    "PHONE",
                                    "customer",
                                    Map.of("name", "Eve", "phone", "13900000000"),
                                    "orderNo",
                                    order,
                                    "description",
                                    "It leaks.")))
                    .isEqualTo(422);
        }
        aMinorFailure();
        String mine = number;
        // a colleague's file in a message of mine
        String file = aFile("agent");
        String page = "/tickets/" + mine + "/conversation/message/send";
        answer(post(page)
                .with(csrf())
                .param("text", "Hello.")
                .param("file", file)
                .param("attachments", file)
                .with(person("agent2")));
        assertThat(attachments.all(List.of(file)).get(0).ticketNumber()).isNull();
        // the machine account of a channel classifies nothing
        assertThat(json(
                        "channel",
                        "/api/tickets",
                        Map.of(
                                "channel",
                                "WEB",
                                "customer",
                                Map.of("ref", CUSTOMER),
                                "description",
                                "It leaks.",
                                "classification",
                                Map.of(
                                        "category", "INQUIRY",
                                        "impact", "MINOR",
                                        "urgency", "LOW",
                                        "complexity", "COMPLEX"))))
                .isEqualTo(403);
        // who is not of the desk owns nothing
        assertThat(json(
                        "desk-supervisor",
                        "/api/tickets/" + mine + "/owner",
                        Map.of("owner", "warehouse", "reason", "r")))
                .isEqualTo(422);
    }

    @Test
    void listsAndSearchesShowWhatTheCallerMaySee() throws Exception {
        anApproval();
        for (String path : List.of("/api/tasks?ticket=" + number, "/api/approvals", "/approvals", "/calls")) {
            assertThat(answer(get(path).with(person("warehouse"))).getContentAsString())
                    .as(path)
                    .doesNotContain(taskId(APPROVE));
        }
        assertThat(answer(get("/api/approvals").with(person("tech-supervisor"))).getContentAsString())
                .contains(taskId(APPROVE));
        for (String path : List.of("/board/events", "/board/lines", "/ledger/export.csv", "/api/board")) {
            assertThat(answer(get(path).with(person("channel"))).getStatus())
                    .as(path)
                    .isEqualTo(403);
            assertThat(answer(get(path).accept("application/json").with(anonymous()))
                            .getStatus())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    // ---- help

    private void anApproval() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        proposes("engineer", "REPAIR");
        assertThat(open()).containsExactly(APPROVE);
    }

    private String aFile(String who) throws IOException {
        return attachments
                .keep(NewFile.upload("a.txt", new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)), who))
                .id();
    }

    private String token() {
        String link = links.url(ticket());
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private void isClosedTo(String kind, @Nullable String who, Map<String, String> ids) throws Exception {
        assertThat(probed(kind, who, ids))
                .allSatisfy((name, status) ->
                        assertThat(status).as(name + " as " + who).isIn(403, 404));
    }

    /** Pages that come back with a sentence: what matters is that nothing changed. */
    private void isRefusedAtMost(String kind, @Nullable String who, Map<String, String> ids) throws Exception {
        assertThat(probed(kind, who, ids))
                .allSatisfy((name, status) ->
                        assertThat(status).as(name + " as " + who).isIn(302, 303, 403, 404, 409));
    }

    private Map<String, Integer> probed(String kind, @Nullable String who, Map<String, String> ids) throws Exception {
        Map<String, String> list = list();
        Map<String, Integer> found = new TreeMap<>();
        for (Endpoint endpoint : Endpoints.of(context)) {
            if (kind.equals(list.get(endpoint.name()))) {
                jdbc.update("delete from rate_limit");
                MockHttpServletRequestBuilder request = endpoint.request(new HashMap<>(ids));
                found.put(
                        endpoint.name(),
                        answer(request.with(who == null ? anonymous() : person(who)))
                                .getStatus());
            }
        }
        assertThat(found).as("mappings of kind " + kind).isNotEmpty();
        return found;
    }

    private int json(String who, String path, Map<String, ?> body) throws Exception {
        return answer(post(path)
                        .with(csrf())
                        .contentType("application/json")
                        .content(Endpoints.json(body))
                        .with(person(who)))
                .getStatus();
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        nobodySignedIn();
        return web.perform(request).andReturn().getResponse();
    }

    private static SecurityMockMvcRequestPostProcessors.UserRequestPostProcessor person(String id) {
        return user(id).roles(DemoData.USERS.stream()
                .filter(known -> known.id().equals(id))
                .map(known -> known.group())
                .toArray(String[]::new));
    }

    private static Map<String, String> list() throws IOException {
        List<String> lines = new ArrayList<>(new ClassPathResource(LIST)
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .toList());
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\|", 2))
                .collect(Collectors.toMap(
                        parts -> parts[0].strip(), parts -> parts[1].strip(), (one, other) -> one, TreeMap::new));
    }
}
