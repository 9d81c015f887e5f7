package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.aftercare.customer.Customer;
import io.aftercare.customer.Customers;
import io.aftercare.registration.Intake;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Pages and calls around the customer: who may, with whose ids, and what they show (S2, S13, S14, E-04). */
class CustomerSideTest extends AfterSalesTrace {

    private static final Map<String, String> ROLES = Map.of(
            "agent", "service-agents",
            "desk-supervisor", "service-supervisors",
            "manager", "service-managers",
            "engineer", "technical-staff",
            "channel", "channels");

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private Customers people;

    private MockMvc web = MockMvcBuilders.standaloneSetup(this).build();
    private String other = "";

    @BeforeEach
    void aSecondCustomer() {
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        other = people.findOrAdd("Zhao Min", "13600001004", null, null).ref();
        aMinorFailure();
    }

    @Test
    @Tag("S2")
    void everyEndpointLetsInWhomItShould() throws Exception {
        String json = "{\"into\":\"x\",\"reason\":\"r\"}";
        // path, body (null for GET), who may
        Object[][] matrix = {
            {get("/customers"), List.of("agent", "desk-supervisor", "manager", "engineer")},
            {get("/customers/C-1"), List.of("agent", "desk-supervisor", "manager", "engineer")},
            {get("/api/customers/C-1"), List.of("agent", "desk-supervisor", "manager", "engineer")},
            {get("/customers/C-1/merge").param("with", other), List.of("agent", "desk-supervisor", "manager")},
            {post("/customers/C-1/identities").with(csrf()), List.of("agent", "desk-supervisor", "manager")},
            {post("/customers/C-1/identities/remove").with(csrf()), List.of("agent", "desk-supervisor", "manager")},
            {
                post("/customers/C-1/merge").with(csrf()).param("with", other),
                List.of("agent", "desk-supervisor", "manager")
            },
            {post("/customers/C-1/merge/undo").with(csrf()), List.of("agent", "desk-supervisor", "manager")},
            {post("/customers/C-1/reveal").with(csrf()), List.of("agent", "desk-supervisor", "manager", "engineer")},
            {body(post("/api/customers/C-1/merge"), json), List.of("agent", "desk-supervisor", "manager")},
            {
                body(delete("/api/customers/C-1/merge"), "{\"reason\":\"r\"}"),
                List.of("agent", "desk-supervisor", "manager")
            },
            {
                body(post("/api/customers/C-1/reveal"), "{\"reason\":\"\"}"),
                List.of("agent", "desk-supervisor", "manager", "engineer")
            },
            {body(post("/api/tickets/" + number + "/merge"), json), List.of("agent", "desk-supervisor", "manager")},
            {
                body(post("/api/tickets/" + number + "/split"), "{\"reason\":\"r\"}"),
                List.of("agent", "desk-supervisor", "manager")
            },
            {get("/tickets/" + number + "/kin"), List.of("agent", "desk-supervisor", "manager", "engineer")},
            {get("/tickets/" + number + "/merge"), List.of("agent", "desk-supervisor", "manager", "engineer")},
            {post("/tickets/" + number + "/merge").with(csrf()), List.of("agent", "desk-supervisor", "manager")},
            {get("/tickets/" + number + "/split"), List.of("agent", "desk-supervisor", "manager", "engineer")},
            {post("/tickets/" + number + "/split").with(csrf()), List.of("agent", "desk-supervisor", "manager")},
            {get("/intake").param("phone", "13800001001"), List.of("agent")},
            {post("/intake/called").with(csrf()), List.of("agent")},
            {post("/intake/new").with(csrf()), List.of("agent")},
            {get("/privacy"), List.of("desk-supervisor", "manager")},
            {get("/privacy/reveals"), List.of("desk-supervisor", "manager")},
            {get("/privacy/1"), List.of("desk-supervisor", "manager")},
            {post("/privacy").with(csrf()).param("customer", "C-404"), List.of("agent", "desk-supervisor", "manager")},
            {post("/privacy/1/identity").with(csrf()), List.of("desk-supervisor", "manager")},
            {post("/privacy/1/refuse").with(csrf()), List.of("desk-supervisor", "manager")},
            {post("/privacy/1/delete").with(csrf()), List.of("desk-supervisor", "manager")},
            {post("/privacy/1/export").with(csrf()), List.of("desk-supervisor", "manager")},
        };
        for (Object[] row : matrix) {
            MockHttpServletRequestBuilder request = (MockHttpServletRequestBuilder) row[0];
            for (String who : ROLES.keySet()) {
                MockHttpServletResponse answer = as(who, request);
                boolean may = ((List<?>) row[1]).contains(who);
                assertThat(answer.getStatus())
                        .as(who + " " + answer.getForwardedUrl() + " " + row[1] + " " + answer.getContentAsString())
                        .satisfies(status -> {
                            if (may) {
                                assertThat(status).isNotIn(401, 403, 500);
                            } else {
                                assertThat(status).isEqualTo(403);
                            }
                        });
            }
        }
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
    }

    @Test
    @Tag("S2")
    void idsOfSomebodyElseInABodyAreRefused() throws Exception {
        String mine = number;
        received("agent", of(other, "My kettle leaks."));
        String his = number;
        assertThat(as(
                                "agent",
                                body(
                                        post("/api/customers/C-1/reveal"),
                                        "{\"reason\":\"Call.\",\"ticket\":\"" + his + "\"}"))
                        .getStatus())
                .isEqualTo(404);
        assertThat(as(
                                "agent",
                                post("/intake/called")
                                        .with(csrf())
                                        .param("customer", "C-1")
                                        .param("ticket", his)
                                        .param("note", "Hello."))
                        .getStatus())
                .isEqualTo(404);
        assertThat(as(
                                "agent",
                                body(
                                        post("/api/tickets/" + mine + "/merge"),
                                        "{\"into\":\"" + his + "\",\"reason\":\"r\"}"))
                        .getStatus())
                .isEqualTo(422);
        long foreign = timeline.of(his).get(0).id();
        assertThat(as(
                                "agent",
                                body(
                                        post("/api/tickets/" + mine + "/split"),
                                        "{\"timelineEntryIds\":[" + foreign + "],\"reason\":\"r\"}"))
                        .getStatus())
                .isEqualTo(422);
        assertThat(as(
                                "agent",
                                post("/intake/new")
                                        .with(csrf())
                                        .param("key", "k")
                                        .param("customer", other)
                                        .param("description", "x")
                                        .param("orderNo", ORDER))
                        .getStatus())
                .isEqualTo(422);
        assertThat(jdbc.queryForObject("select count(*) from reveal", Integer.class))
                .isZero();
    }

    @Test
    @Tag("S14")
    void fieldsThatNobodyAskedForAreRefused() throws Exception {
        for (String path : List.of(
                "/api/customers/C-1/merge",
                "/api/customers/C-1/reveal",
                "/api/tickets/" + number + "/merge",
                "/api/tickets/" + number + "/split")) {
            assertThat(as("agent", body(post(path), "{\"reason\":\"r\",\"mergedBy\":\"manager\"}"))
                            .getStatus())
                    .as(path)
                    .isEqualTo(400);
        }
    }

    @Test
    void contactsAreMaskedUntilSomebodySaysWhy() throws Exception {
        for (String path : List.of(
                "/customers/C-1", "/customers?q=1001", "/customers/C-1/merge?with=" + other, "/api/customers/C-1")) {
            assertThat(as("agent", get(path)).getContentAsString())
                    .as(path)
                    .contains("138****1001")
                    .doesNotContain("13800001001", "zhang.wei@");
        }
        assertThat(as("agent", get("/tickets/" + number + "/kin")).getContentAsString())
                .contains("/customers/C-1")
                .doesNotContain("13800001001");
        MockHttpServletResponse shown =
                as("agent", post("/customers/C-1/reveal").with(csrf()).param("reason", "Callback."));
        assertThat(shown.getContentAsString()).contains("13800001001", "zhang.wei@customer.example");
        assertThat(shown.getHeader("Cache-Control")).contains("no-store");
        assertThat(as("desk-supervisor", get("/privacy/reveals")).getContentAsString())
                .contains("Callback.", "C-1");
    }

    @Test
    void aRingingPhoneWritesNothingAndTheCallIsALine() throws Exception {
        List<Integer> before = rows();
        String page =
                as("agent", get("/intake").param("phone", "+86 138-0000-1001")).getContentAsString();
        assertThat(page).contains("Zhang Wei", number, "138****1001").doesNotContain("zhang.wei@");
        assertThat(rows()).isEqualTo(before);
        MockHttpServletRequestBuilder call = post("/intake/called")
                .with(csrf())
                .param("customer", "C-1")
                .param("ticket", number)
                .param("note", "He waits for the part.")
                .param("urge", "true")
                .param("recorded", "true");
        assertThat(as("agent", call).getRedirectedUrl()).isEqualTo("/intake?called=" + number);
        as("agent", call);
        assertThat(told(TimelineKind.CALLED_IN)).isOne();
        assertThat(told(TimelineKind.URGED)).isOne();
        assertThat(told(TimelineKind.RECORDING_AGREED)).isOne();
        assertThat(as(
                                "agent",
                                post("/intake/called")
                                        .with(csrf())
                                        .param("customer", "C-1")
                                        .param("ticket", number)
                                        .param("note", "..."))
                        .getStatus())
                .isEqualTo(422);
    }

    @Test
    void anUnknownNumberBecomesANewCustomerWhoseOwnerIsTheAgent() throws Exception {
        assertThat(as("agent", get("/intake").param("phone", "13712340000")).getContentAsString())
                .contains("name=\"name\"");
        MockHttpServletRequestBuilder form = post("/intake/new")
                .with(csrf())
                .param("key", "key-1")
                .param("name", "Sun Li")
                .param("phone", "+86 137 1234 0000")
                .param("description", "The lamp flickers.")
                .param("mood", "ANGRY")
                .param("category", "PRODUCT_FAULT")
                .param("impact", "MINOR")
                .param("urgency", "LOW")
                .param("complexity", "COMPLEX");
        String made = String.valueOf(as("agent", form).getRedirectedUrl());
        assertThat(made).startsWith("/intake?made=");
        assertThat(as("agent", form).getRedirectedUrl()).isEqualTo(made);
        number = made.substring(made.indexOf('=') + 1);
        assertThat(ticket().owner()).isEqualTo("agent");
        assertThat(ticket().channel()).isEqualTo(Channel.PHONE);
        Customer customer = people.require(ticket().customerRef());
        assertThat(customer.phone()).isEqualTo("13712340000");
        assertThat(open()).containsExactly(PROPOSE);
    }

    @Test
    void aMergedReferenceLeadsToWhoStayed() throws Exception {
        assertThat(as(
                                "agent",
                                body(
                                        post("/api/customers/" + other + "/merge"),
                                        "{\"into\":\"C-1\",\"reason\":\"Same voice.\"}"))
                        .getStatus())
                .isEqualTo(204);
        assertThat(as("agent", get("/customers/" + other)).getRedirectedUrl())
                .isEqualTo("/customers/C-1?from=" + other);
        MockHttpServletResponse moved = as("agent", get("/api/customers/" + other));
        assertThat(moved.getStatus()).isEqualTo(307);
        assertThat(moved.getHeader("Location")).isEqualTo("/api/customers/C-1");
        received("agent", of(other, "My kettle leaks."));
        assertThat(ticket().customerRef()).isEqualTo("C-1");
        assertThat(as("agent", body(delete("/api/customers/" + other + "/merge"), "{\"reason\":\"Brothers.\"}"))
                        .getStatus())
                .isEqualTo(204);
        assertThat(as("agent", get("/customers/" + other)).getStatus()).isEqualTo(200);
    }

    private List<Integer> rows() {
        return List.of("timeline_entry", "ticket", "customer", "reveal", "customer_identity", "outbox_message").stream()
                .map(table -> jdbc.queryForObject("select count(*) from " + table, Integer.class))
                .toList();
    }

    private static Intake of(String ref, String text) {
        return new Intake(
                Channel.PHONE,
                new Intake.CustomerReference(ref, null, null, null, null),
                text,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private MockHttpServletResponse as(String who, MockHttpServletRequestBuilder request) throws Exception {
        @Nullable String role = ROLES.get(who);
        nobodySignedIn();
        return web.perform(request.with(user(who).roles(String.valueOf(role))))
                .andReturn()
                .getResponse();
    }

    private static MockHttpServletRequestBuilder body(MockHttpServletRequestBuilder request, String json) {
        return request.with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.APPLICATION_JSON)
                .content(json);
    }
}
