package io.aftercare.tracking;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import jakarta.servlet.Filter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@WebMvcTest(
        controllers = {ObstacleController.class, EscalationController.class},
        // other packages' filters come with their services
        excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Filter.class))
@Import({Problems.class, TrackingControllersTest.Roles.class})
class TrackingControllersTest {

    @TestConfiguration
    @EnableMethodSecurity
    static class Roles {}

    @Autowired
    private MockMvc web;

    @MockitoBean
    private Obstacles obstacles;

    @MockitoBean
    private Escalations escalations;

    @Test
    void staffReportsAndClearsAnObstacleAndCallsTheSupervisors() throws Exception {
        web.perform(as("service-agents", post("/api/tickets/261122-123456/obstacles"))
                        .content("{\"reason\": \"缺少备件\", \"expectedAt\": \"2026-11-25T10:00:00Z\"}"))
                .andExpect(status().isNoContent());
        verify(obstacles).report("261122-123456", "缺少备件", Instant.parse("2026-11-25T10:00:00Z"));

        web.perform(as("technical-staff", delete("/api/tickets/261122-123456/obstacles"))
                        .content("{\"note\": \"delivered\"}"))
                .andExpect(status().isNoContent());
        verify(obstacles).clear("261122-123456", "delivered");
        web.perform(as("technical-staff", delete("/api/tickets/261122-123457/obstacles")))
                .andExpect(status().isNoContent());
        verify(obstacles).clear("261122-123457", null);

        web.perform(as("service-agents", post("/api/tickets/261122-123456/escalate"))
                        .content("{\"reason\": \"called three times\"}"))
                .andExpect(status().isNoContent());
        verify(escalations).escalate("261122-123456", "called three times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"obstacles", "escalate"})
    void whatIsMissingOrTooLongIsToldByField(String action) throws Exception {
        for (String body : new String[] {
            "{}", "{\"reason\": null}", "{\"reason\": \"  \"}", "{\"reason\": \"" + "x".repeat(2_001) + "\"}"
        }) {
            web.perform(as("service-agents", post("/api/tickets/1/" + action)).content(body))
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.type").value("urn:aftercare:problem:invalid-fields"))
                    .andExpect(jsonPath("$.fields.reason").isNotEmpty());
        }
        verifyNoInteractions(obstacles, escalations);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"reason\": \"x\", \"status\": \"CLOSED\"}",
                "{\"reason\": 5, \"expectedAt\": \"tomorrow\"}",
                "{\"reason\": [\"x\"]}",
                "reason=x",
                "``"
            })
    void whatCannotBeReadIsABadRequest(String body) throws Exception {
        web.perform(as("service-agents", post("/api/tickets/1/obstacles")).content(body))
                .andExpect(status().isBadRequest());
        verifyNoInteractions(obstacles);
    }

    @ParameterizedTest
    @ValueSource(strings = {"obstacles", "escalate"})
    void channelsMayNot(String action) throws Exception {
        web.perform(as("channels", post("/api/tickets/1/" + action)).content("{\"reason\": \"x\"}"))
                .andExpect(status().isForbidden());
        verifyNoInteractions(obstacles, escalations);
    }

    @Test
    void theMomentThatHasPassedIsAConflictInTheReadersLanguage() throws Exception {
        doThrow(new ProblemException(ProblemType.TOO_LATE, "problem.obstacle-stands"))
                .when(obstacles)
                .report(any(), any(), any());
        web.perform(as("service-agents", post("/api/tickets/1/obstacles"))
                        .header("Accept-Language", "zh-CN")
                        .content("{\"reason\": \"x\"}"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value("该工单已有未解除的异常情况，请先解除。"));
    }

    private static MockHttpServletRequestBuilder as(String group, MockHttpServletRequestBuilder request) {
        return request.with(user("someone").roles(group)).with(csrf()).contentType(MediaType.APPLICATION_JSON);
    }
}
