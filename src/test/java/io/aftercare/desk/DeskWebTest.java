package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.aftercare.approval.Approval;
import io.aftercare.approval.Questions;
import io.aftercare.attachment.Attachments;
import io.aftercare.checklist.ChecklistService;
import io.aftercare.classification.ClassificationService;
import io.aftercare.confirmation.ConfirmationService;
import io.aftercare.conversation.Notes;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.entitlement.Entitlement;
import io.aftercare.entitlement.EntitlementWords;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import io.aftercare.registration.RegistrationService;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.StaffDirectory;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Remedy;
import io.aftercare.solution.Solution;
import io.aftercare.solution.SolutionState;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Impact;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.ticket.Urgency;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockState;
import io.aftercare.tracking.Escalations;
import io.aftercare.tracking.ExplanationLine;
import io.aftercare.tracking.Obstacles;
import io.aftercare.tracking.Pauses;
import io.aftercare.tracking.StartedWhy;
import io.aftercare.tracking.TicketClock;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Pages and calls of the desk: who may, what they answer, and that nobody's text becomes markup. */
@WebMvcTest(
        controllers = {
            TicketLookupController.class,
            TicketPageController.class,
            TicketActionController.class,
            StartPageController.class
        },
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = "io\\.aftercare\\.process\\..*"))
@ActiveProfiles("demo")
@Import({Problems.class, Wording.class, EntitlementWords.class, Nobody.class, CurrentUser.class, DeskWebTest.Beans.class
})
class DeskWebTest {

    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");
    private static final String NUMBER = "261122-123456";
    private static final String EVIL = "<script>alert('x')</script> ${7*191} [[${8*1409}]] 𠮷";

    @TestConfiguration(proxyBeanMethods = false)
    @EnableMethodSecurity
    static class Beans {
        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }
    }

    @Autowired
    MockMvc web;

    @Autowired
    StaffDirectory staff;

    @MockitoBean
    private Attachments attachments;

    @MockitoBean
    TicketFiles files;

    @MockitoBean
    Notes notes;

    @MockitoBean
    Escalations escalations;

    @MockitoBean
    ClassificationService classifications;

    @MockitoBean
    RegistrationService registrations;

    @MockitoBean
    Obstacles obstacles;

    @MockitoBean
    Pauses pauses;

    @MockitoBean
    ConfirmationService confirmations;

    @MockitoBean
    LiveDiagrams diagrams;

    @MockitoBean
    ChecklistService checklists;

    @MockitoBean
    Questions questions;

    @MockitoBean
    TicketMoney money;

    @MockitoBean
    Conversations conversations;

    @BeforeEach
    void oneTicket() {
        Ticket ticket = ticket(TicketStatus.EXECUTING);
        when(files.ticket(NUMBER)).thenReturn(ticket);
        when(files.file(eq(NUMBER), any())).thenReturn(file(ticket));
        ConversationView.Composer empty = ConversationView.Composer.of(false, null, List.of(), NOW);
        when(conversations.of(eq(NUMBER), any()))
                .thenReturn(new ConversationView(
                        NUMBER,
                        List.of(new ConversationView.Line("customer", EVIL, "now", NOW, null, EVIL, List.of())),
                        0,
                        1,
                        EVIL,
                        empty,
                        empty,
                        null));
        when(files.file(eq("unknown"), any()))
                .thenThrow(new ProblemException(ProblemType.NOT_FOUND, "problem.ticket-unknown"));
        when(files.find(any(), anyInt(), anyInt()))
                .thenReturn(new TicketFiles.Found(
                        List.of(ticket),
                        Map.of("C-1001", new CustomerName("C-1001", EVIL, "GOLD")),
                        Set.of(NUMBER),
                        60,
                        1,
                        25));
    }

    @Test
    void aTicketIsAnsweredInTheDocumentedShape() throws Exception {
        web.perform(get("/api/tickets/" + NUMBER).with(agent()))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                                {"number": "261122-123456", "status": "EXECUTING", "stage": "EXECUTE",
                                 "channel": "PHONE", "category": "PRODUCT_FAULT", "priority": "P1",
                                 "complexity": "COMPLEX", "department": "technical", "owner": "agent",
                                 "handler": "engineer", "closedBy": null,
                                 "customer": {"ref": "C-1001", "phone": "138****1001", "email": "z***@example.com",
                                              "tier": "GOLD"},
                                 "order": {"orderNo": "SO-1001", "paidAmount": "599.00",
                                           "deliveredAt": "2026-06-22T04:00:00Z"},
                                 "receivedAt": "2026-11-22T04:00:00Z",
                                 "entitlement": {"given": true, "ruleVersion": 4, "daysSinceDelivery": 153,
                                   "grants": [{"basis": "WARRANTY", "kinds": ["ALL"], "limit": "599.00"}]},
                                 "clocks": [{"name": "RESOLUTION", "startedAt": "2026-11-22T04:00:00Z",
                                             "dueAt": "2026-11-23T04:00:00Z", "state": "RUNNING"}],
                                 "solution": {"remedy": "REPAIR", "steps": "Change the seal", "priceToCustomer": "0.00",
                                              "proposedBy": "engineer", "compensations": [
                                   {"kind": "REFUND", "nature": "GOODWILL", "amount": "269.55", "note": "sorry"}]},
                                 "approvals": [{"gate": "SUPERVISOR", "approver": "tech-supervisor",
                                                "onBehalfOf": null, "approved": true, "comment": "fine",
                                                "at": "2026-11-22T04:00:00Z"}],
                                 "timeline": [{"at": "2026-11-22T04:00:00Z", "kind": "NOTE", "actor": "agent",
                                               "visibleToCustomer": false, "clock": null, "level": null},
                                              {"kind": "ESCALATED", "clock": "PLAN", "level": 100}]}
                                """))
                .andExpect(jsonPath("$.description").value(EVIL))
                .andExpect(jsonPath("$.clocks[0].explanation", containsString("22 Nov 2026, 12:00")))
                .andExpect(jsonPath("$.clocks[0].lines[0].text", containsString("the ticket was received")))
                .andExpect(content().string(not(containsString("13800001001"))))
                .andExpect(content().string(not(containsString("trackingUrl"))));
    }

    @Test
    void theExplanationOfAClockIsInTheReadersLanguage() throws Exception {
        web.perform(get("/api/tickets/" + NUMBER).with(agent()).header("Accept-Language", "zh-CN"))
                .andExpect(jsonPath("$.clocks[0].explanation", containsString("自 2026年11月22日 12:00 起算")));
    }

    @Test
    void theClocksArePausedWithAReasonAndResumedFromThePage() throws Exception {
        web.perform(get("/tickets/" + NUMBER).with(agent()))
                .andExpect(content().string(containsString("waiting for a spare part")))
                .andExpect(content().string(not(containsString("WAITING_FOR_AGREEMENT"))));
        web.perform(post("/tickets/" + NUMBER + "/pause")
                        .with(agent())
                        .with(csrf())
                        .param("reason", "WAITING_FOR_PART")
                        .param("note", "from Suzhou")
                        .param("from", "2026-11-22T11:00"))
                .andExpect(redirectedUrl("/tickets/" + NUMBER + "?done=pause"));
        verify(pauses).pause(NUMBER, "WAITING_FOR_PART", "from Suzhou", Instant.parse("2026-11-22T03:00:00Z"));
        web.perform(post("/tickets/" + NUMBER + "/resume").with(agent()).with(csrf()))
                .andExpect(redirectedUrl("/tickets/" + NUMBER + "?done=resume"));
        verify(pauses).resume(NUMBER, null);
    }

    @Test
    void theListIsPaged() throws Exception {
        web.perform(get("/api/tickets?status=EXECUTING&priority=P1&owner=agent&q=1001&page=1&size=25")
                        .with(agent()))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                                {"total": 60, "page": 1, "size": 25, "items": [{"number": "261122-123456",
                                 "status": "EXECUTING", "priority": "P1", "owner": "agent", "overdue": true}]}
                                """));
        web.perform(get("/api/tickets?status=NONSENSE").with(agent()))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
        web.perform(get("/api/tickets?page=abc").with(agent())).andExpect(status().isBadRequest());
        web.perform(get("/api/tickets/unknown").with(agent())).andExpect(status().isNotFound());
    }

    @Test
    void aChannelMayNotReadAndAStrangerNeither() throws Exception {
        for (String path : List.of("/api/tickets", "/api/tickets/" + NUMBER, "/tickets", "/tickets/" + NUMBER)) {
            web.perform(get(path).with(user("channel").roles("channels"))).andExpect(status().isForbidden());
            assertThat(web.perform(get(path)).andReturn().getResponse().getStatus())
                    .isBetween(300, 403);
        }
        web.perform(post("/api/tickets/" + NUMBER + "/notes")
                        .with(user("channel").roles("channels"))
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"text\": \"x\"}"))
                .andExpect(status().isForbidden());
        web.perform(post("/tickets/" + NUMBER + "/cancel")
                        .with(user("channel").roles("channels"))
                        .with(csrf())
                        .param("reason", "x"))
                .andExpect(status().isForbidden());
        verifyNoInteractions(notes, confirmations);
    }

    @Test
    void aNoteIsTakenAndNonsenseRefused() throws Exception {
        web.perform(note("{\"text\": \"hello\", \"visibleToCustomer\": true}")).andExpect(status().isNoContent());
        verify(notes).add(NUMBER, "hello", true);
        web.perform(note("{\"text\": \"inside\"}")).andExpect(status().isNoContent());
        verify(notes).add(NUMBER, "inside", false);
        web.perform(note("{\"text\": \"  \"}")).andExpect(status().isUnprocessableEntity());
        web.perform(note("{\"visibleToCustomer\": true}")).andExpect(status().isUnprocessableEntity());
        web.perform(note("{\"text\": \"x\", \"foreign\": 1}")).andExpect(status().isBadRequest());
        web.perform(note("{\"text\": {\"a\": 1}}")).andExpect(status().isBadRequest());
        web.perform(note("{")).andExpect(status().isBadRequest());
    }

    @Test
    @Tag("S4")
    @Tag("S17")
    void textsOfPeopleStayTexts() throws Exception {
        for (String path : List.of("/tickets", "/tickets/" + NUMBER)) {
            web.perform(get(path).with(agent()))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")))
                    .andExpect(content().string(containsString("${7*191} [[${8*1409}]] 𠮷")))
                    .andExpect(content().string(not(containsString("<script>alert"))))
                    .andExpect(content().string(not(containsString("1337"))))
                    .andExpect(content().string(not(containsString("11272"))))
                    .andExpect(content().string(not(containsString("??"))))
                    .andExpect(content().string(not(containsString(" style=\""))));
        }
    }

    @Test
    void thePageSpeaksBothLanguages() throws Exception {
        web.perform(get("/tickets/" + NUMBER).with(agent()).header("Accept-Language", "zh-CN"))
                .andExpect(content().string(containsString("lang=\"zh\"")))
                .andExpect(content().string(containsString("方案执行中")))
                .andExpect(content().string(containsString("剩余24小时")));
        web.perform(get("/tickets/" + NUMBER + "?lang=en").with(agent()).header("Accept-Language", "zh-CN"))
                .andExpect(header().string("Set-Cookie", containsString("lang=en")))
                .andExpect(content().string(containsString("Being carried out")))
                .andExpect(content().string(containsString("24 h left")))
                .andExpect(content().string(containsString("¥269.55")))
                .andExpect(content().string(containsString("138****1001")))
                .andExpect(content().string(containsString("/camunda/app/tasklist/default/#/?task=t-1")));
    }

    @Test
    void anActionComesBackToThePageAndARefusalKeepsWhatWasTyped() throws Exception {
        web.perform(action("escalate", true).param("reason", "hello"))
                .andExpect(status().isNoContent())
                .andExpect(header().string("HX-Redirect", "/tickets/" + NUMBER + "?done=escalate"));
        web.perform(action("cancel", false).param("reason", "twice"))
                .andExpect(redirectedUrl("/tickets/" + NUMBER + "?done=cancel"));
        verify(confirmations).cancel(NUMBER, "agent", "twice");

        doThrow(new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed"))
                .when(escalations)
                .escalate(anyString(), anyString());
        web.perform(action("escalate", true).param("reason", EVIL))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("role=\"alert\"")))
                .andExpect(content().string(containsString("&lt;script&gt;")))
                .andExpect(content().string(not(containsString("<html"))));
        web.perform(action("escalate", false).param("reason", "my reason"))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("my reason")))
                .andExpect(content().string(containsString("<html")));
        web.perform(action("obstacle", true).param("reason", "x").param("expectedAt", "soon"))
                .andExpect(status().isUnprocessableEntity());
        web.perform(action("obstacle", true).param("reason", "x").param("expectedAt", "2026-11-25T10:00"))
                .andExpect(status().isNoContent());
        verify(obstacles).report(NUMBER, "x", Instant.parse("2026-11-25T02:00:00Z"));
        web.perform(action("priority", true).param("reason", "x")).andExpect(status().isUnprocessableEntity());
        web.perform(action("everything", true)).andExpect(status().isNotFound());
    }

    @Test
    void anUnknownTicketIsAReadablePage() throws Exception {
        web.perform(get("/tickets/unknown").with(agent()))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("There is no such ticket.")));
        web.perform(get("/tickets?status=NONSENSE").with(agent()))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentTypeCompatibleWith(MediaType.TEXT_HTML));
    }

    @Test
    void theStartPageSaysWhatThisIsAndWhomToBe() throws Exception {
        web.perform(get("/").with(user("admin").roles("camunda-admin")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("/camunda/app/tasklist/")))
                .andExpect(content().string(containsString("/swagger-ui.html")))
                .andExpect(content().string(containsString("/demo/messages")))
                .andExpect(content().string(containsString("data-json=\"/demo/clock\"")))
                .andExpect(content().string(containsString("compensation-manager")))
                .andExpect(content().string(not(containsString("??"))));
        web.perform(get("/").with(agent())).andExpect(content().string(not(containsString("data-json"))));
    }

    private static RequestPostProcessor agent() {
        return user("agent").roles("service-agents");
    }

    private static MockHttpServletRequestBuilder note(String body) {
        return post("/api/tickets/" + NUMBER + "/notes")
                .with(agent())
                .with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }

    private static MockHttpServletRequestBuilder action(String action, boolean htmx) {
        MockHttpServletRequestBuilder request =
                post("/tickets/" + NUMBER + "/" + action).with(agent()).with(csrf());
        return htmx ? request.header("HX-Request", "true") : request;
    }

    private static TicketFile file(Ticket ticket) {
        return new TicketFile(
                ticket,
                new Customer("C-1001", EVIL, "13800001001", "zhang@example.com", null, "GOLD", NOW, null),
                new CustomerOrder(
                        "SO-1001",
                        "C-1001",
                        EVIL,
                        null,
                        new BigDecimal("599"),
                        NOW,
                        Instant.parse("2026-06-22T04:00:00Z")),
                new Entitlement(
                        true,
                        155,
                        153,
                        List.of(new Entitlement.Grant("WARRANTY", List.of("ALL"), new BigDecimal("599"), "one-year")),
                        4),
                List.of(new TicketProcess.Holder(
                        "t-1", "Task_ExecuteSolution", EVIL, "engineer", List.of("technical-staff"), NOW, NOW)),
                List.of(new TicketClock(
                        1,
                        "TICKET",
                        NUMBER,
                        NUMBER,
                        ClockName.RESOLUTION,
                        1,
                        "PT24H",
                        "SERVICE_HOURS",
                        1,
                        1,
                        "",
                        StartedWhy.RECEIPT,
                        ClockState.RUNNING,
                        NOW,
                        NOW.plusSeconds(86400),
                        null,
                        null,
                        null,
                        null,
                        null)),
                Map.of(1L, "24 h."),
                Map.of(
                        1L,
                        List.of(new ExplanationLine(
                                ExplanationLine.Kind.START, NOW, null, 0, "Started: the ticket was received."))),
                new Solution(
                        1,
                        NUMBER,
                        1,
                        SolutionState.APPROVED,
                        Remedy.REPAIR,
                        "Change the seal",
                        NOW,
                        EVIL,
                        BigDecimal.ZERO,
                        null,
                        "engineer",
                        NOW,
                        null,
                        null,
                        null,
                        null,
                        null),
                List.of(new CompensationLine(
                        1,
                        NUMBER,
                        "SO-1001",
                        1L,
                        null,
                        1,
                        CompensationLine.Kind.REFUND,
                        CompensationLine.Nature.GOODWILL,
                        new BigDecimal("269.55"),
                        "sorry",
                        CompensationLine.State.PROPOSED,
                        "engineer",
                        NOW,
                        null,
                        null,
                        null,
                        null,
                        null,
                        BigDecimal.ZERO)),
                List.of(new Approval(
                        1, NUMBER, 1L, null, "SUPERVISOR", "tech-supervisor", null, true, "fine", NOW, 1, null)),
                EVIL,
                List.of(
                        new TimelineEntry(1, NUMBER, NOW, TimelineKind.NOTE, "agent", EVIL, false, null, null),
                        new TimelineEntry(
                                2, NUMBER, NOW, TimelineKind.ESCALATED, "system", "late", false, "PLAN", 100)),
                Measured.NOTHING);
    }

    private static Ticket ticket(TicketStatus status) {
        return new Ticket(
                NUMBER,
                status,
                Channel.PHONE,
                null,
                null,
                "C-1001",
                "SO-1001",
                null,
                null,
                null,
                null,
                EVIL,
                null,
                null,
                Mood.ANGRY,
                false,
                Category.PRODUCT_FAULT,
                Impact.NORMAL_USE,
                Urgency.HIGH,
                Complexity.COMPLEX,
                Priority.P1,
                "technical",
                null,
                "agent",
                "agent",
                0,
                0,
                0,
                0,
                true,
                NOW,
                NOW,
                NOW,
                NOW,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null);
    }
}
