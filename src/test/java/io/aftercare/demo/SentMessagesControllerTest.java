package io.aftercare.demo;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.aftercare.notification.Audience;
import io.aftercare.notification.Delivery;
import io.aftercare.notification.Languages;
import io.aftercare.notification.Outbox;
import io.aftercare.notification.OutboxMessage;
import io.aftercare.notification.OutboxState;
import io.aftercare.notification.Template;
import io.aftercare.problem.Problems;
import jakarta.servlet.Filter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@WebMvcTest(
        controllers = SentMessagesController.class,
        // other packages' filters come with their services, and none of them is for this page
        excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Filter.class),
        properties = "aftercare.public-url=http://localhost:8080")
@ActiveProfiles("demo")
@Import(Problems.class)
class SentMessagesControllerTest {

    private static final String LINK = "http://localhost:8080/t/" + "A".repeat(43);

    @Autowired
    MockMvc web;

    @MockitoBean
    Outbox outbox;

    @MockitoBean
    Languages languages;

    @BeforeEach
    void oneMessage() {
        OutboxMessage message = new OutboxMessage(
                7,
                "261122-123456",
                Audience.CUSTOMER,
                Template.PROGRESS,
                "en",
                Delivery.MAIL,
                "<b>@example.org",
                "News <script>alert(1)</script>",
                "Hello [[${7*7}]] <img src=x onerror=alert(1)>\nSee " + LINK + "\n",
                false,
                "<abc@aftercare>",
                OutboxState.SENT,
                1,
                Instant.parse("2026-11-22T04:00:00Z"),
                Instant.parse("2026-11-22T04:00:00Z"),
                Instant.parse("2026-11-22T04:00:05Z"),
                null);
        when(outbox.newest(any(), anyInt(), anyInt())).thenReturn(List.of(message));
        when(outbox.newest(eq("none"), anyInt(), anyInt())).thenReturn(List.of());
        when(languages.moment(any())).thenReturn("22 Nov 2026, 12:00");
    }

    @Test
    void programsGetTheDocumentedFields() throws Exception {
        web.perform(messages().accept(MediaType.APPLICATION_JSON))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                        [{"id": 7, "at": "2026-11-22T04:00:00Z", "sentAt": "2026-11-22T04:00:05Z", "state": "SENT",
                          "ticket": "261122-123456", "audience": "CUSTOMER", "template": "PROGRESS", "language": "en",
                          "to": "<b>@example.org", "subject": "News <script>alert(1)</script>",
                          "messageId": "<abc@aftercare>"}]
                        """))
                .andExpect(jsonPath("$[0].body", containsString(LINK)))
                .andExpect(jsonPath("$[0].length()").value(12));
    }

    @Test
    void whoNamesNoTypeGetsJson() throws Exception {
        web.perform(messages()).andExpect(content().contentType(MediaType.APPLICATION_JSON));
        web.perform(messages().accept(MediaType.ALL)).andExpect(content().contentType(MediaType.APPLICATION_JSON));
    }

    @Test
    void browsersGetAPageInTheirLanguageWithEverythingEscaped() throws Exception {
        web.perform(browser(messages()).header(HttpHeaders.ACCEPT_LANGUAGE, "zh-CN"))
                .andExpect(status().isOk())
                .andExpect(content().contentTypeCompatibleWith(MediaType.TEXT_HTML))
                .andExpect(content().string(containsString("已发消息")))
                .andExpect(content().string(containsString("News &lt;script&gt;")))
                .andExpect(content().string(containsString("[[${7*7}]]")))
                .andExpect(content().string(containsString("href=\"" + LINK + "\"")))
                .andExpect(content().string(not(containsString("<img src=x"))))
                .andExpect(content().string(not(containsString("<script>alert"))));
    }

    @Test
    void anEmptyListSaysSo() throws Exception {
        web.perform(browser(messages().queryParam("ticket", "none").header(HttpHeaders.ACCEPT_LANGUAGE, "en")))
                .andExpect(content().string(containsString("Nothing has been written yet.")));
    }

    @Test
    void anOddPageIsTheNearestOne() throws Exception {
        web.perform(browser(messages().queryParam("page", "-3"))).andExpect(status().isOk());
        web.perform(browser(messages().queryParam("page", "2147483647"))).andExpect(status().isOk());
        web.perform(browser(messages().queryParam("page", "x"))).andExpect(status().isBadRequest());
    }

    private static MockHttpServletRequestBuilder messages() {
        return get("/demo/messages").with(user("agent"));
    }

    private static MockHttpServletRequestBuilder browser(MockHttpServletRequestBuilder request) {
        return request.header(
                HttpHeaders.ACCEPT, "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8");
    }
}
