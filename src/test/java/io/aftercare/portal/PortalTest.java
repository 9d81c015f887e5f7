package io.aftercare.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.aftercare.attachment.Attachment;
import io.aftercare.attachment.AttachmentProperties;
import io.aftercare.attachment.Attachments;
import io.aftercare.attachment.Stored;
import io.aftercare.callback.CallbackService;
import io.aftercare.callback.SurveyForm;
import io.aftercare.confirmation.ConfirmationService;
import io.aftercare.notification.TrackingLinks;
import io.aftercare.payment.Prices;
import io.aftercare.portal.CustomerPage.Benefit;
import io.aftercare.portal.CustomerPage.Event;
import io.aftercare.portal.CustomerPage.May;
import io.aftercare.portal.CustomerPage.Next;
import io.aftercare.portal.CustomerPage.Plan;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import io.aftercare.security.RateLimits;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.SolutionService;
import io.aftercare.survey.StartStamp;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import jakarta.servlet.Filter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.util.unit.DataSize;

@WebMvcTest(
        controllers = {PortalController.class, PortalApi.class, PortalFiles.class},
        // other packages' filters come with their services, and none of them is for these pages
        excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Filter.class))
@Import({
    PortalTest.OpenDoors.class,
    Door.class,
    Problems.class,
    CustomerReplies.class,
    Signatures.class,
    StartStamp.class
})
class PortalTest {

    private static final String TOKEN = "a-valid-token-0123456789";
    private static final String PAGE = "/t/" + TOKEN;
    private static final String NUMBER = "261122-123456";
    private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
    private static final May EVERYTHING = new May(true, true, true, true, true, true, true, true);
    private static final May NOTHING = new May(false, false, false, false, false, false, false, false);

    @Autowired
    private MockMvc mvc;

    @MockitoBean
    private CustomerPages pages;

    @MockitoBean
    private ConfirmationService confirmation;

    @MockitoBean
    private SolutionService solutions;

    @MockitoBean
    private CallbackService callback;

    @MockitoBean
    private Prices prices;

    @MockitoBean
    private CustomerMoney money;

    @MockitoBean
    private TicketService tickets;

    @MockitoBean
    private Attachments attachments;

    @MockitoBean
    private Timeline timeline;

    @MockitoBean
    private RateLimits limits;

    @MockitoBean
    private TrackingLinks links;

    @BeforeEach
    void aTicketBehindTheLink() {
        given(links.ticketOf(anyString()))
                .willThrow(new ProblemException(ProblemType.NOT_FOUND, "problem.link-unknown"));
        Mockito.doReturn(NUMBER).when(links).ticketOf(TOKEN);
        shows(TicketStatus.AWAITING_CONFIRMATION, EVERYTHING, "SURVEY");
        given(tickets.withMerged(NUMBER)).willReturn(List.of(NUMBER));
        given(attachments.limits())
                .willReturn(new AttachmentProperties(
                        Path.of("target/attachments"),
                        DataSize.ofMegabytes(25),
                        10,
                        200,
                        DataSize.ofMegabytes(500),
                        List.of("image/png"),
                        40_000_000,
                        Duration.ofDays(7)));
        given(confirmation.messageFromCustomer(any(), any())).willReturn(Optional.empty());
    }

    @Test
    void thePageSaysWhereTheRequestStandsInBothLanguages() throws Exception {
        mvc.perform(get(PAGE).locale(Locale.ENGLISH))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Please tell us: is it solved?")))
                .andExpect(content().string(containsString("Hello Li Lei,")));
        mvc.perform(get(PAGE).locale(Locale.SIMPLIFIED_CHINESE))
                .andExpect(content().string(containsString("请您确认处理结果")))
                .andExpect(content().string(containsString("11月22日 12:00")));
    }

    @ParameterizedTest
    @EnumSource(TicketStatus.class)
    void everyStatusHasItsWordsInBothLanguages(TicketStatus status) throws Exception {
        for (boolean everything : new boolean[] {true, false}) {
            for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
                shows(status, everything ? EVERYTHING : NOTHING, status.name());
                mvc.perform(get(PAGE).locale(language))
                        .andExpect(status().isOk())
                        .andExpect(content().string(not(containsString("??"))));
            }
        }
    }

    @Test
    void onlyWhatIsPossibleIsOffered() throws Exception {
        shows(TicketStatus.CALLED_BACK, NOTHING, "CALLED_BACK");
        mvc.perform(get(PAGE)).andExpect(content().string(not(containsString("<form"))));
    }

    @Test
    @Tag("S16")
    void everyFormCarriesACsrfToken() throws Exception {
        String page = mvc.perform(get(PAGE)).andReturn().getResponse().getContentAsString();
        assertThat(page.split("<form", -1))
                .hasSameSizeAs(page.split("name=\"_csrf\"", -1))
                .hasSizeGreaterThan(5);
    }

    @Test
    void thePageIsItsOwnKeyAndCarriesNoScriptOfItsOwn() throws Exception {
        mvc.perform(get(PAGE))
                .andExpect(header().string("Referrer-Policy", "no-referrer"))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(header().string("X-Robots-Tag", "noindex, nofollow"))
                .andExpect(content().string(not(containsString("<script>"))))
                .andExpect(content().string(containsString("<script defer src=\"/js/portal.js\"></script>")))
                .andExpect(content().string(not(containsString("style="))))
                .andExpect(content().string(not(containsString(" onclick"))));
    }

    @Test
    @Tag("S4")
    void whatPeopleWroteIsTextAndNeverMarkup() throws Exception {
        String bad = "<script>alert(1)</script>${7*191}[[${7*191}]]";
        given(pages.of(NUMBER))
                .willReturn(new CustomerPage(
                        NUMBER,
                        null,
                        bad,
                        TicketStatus.CLOSED,
                        5,
                        bad,
                        bad,
                        null,
                        new Next("CLOSED", null, false),
                        null,
                        new Plan(3, "REPAIR", bad, NOON, null, List.of()),
                        List.of(new Event(NOON, TimelineKind.NOTE, false, bad, List.of())),
                        EVERYTHING,
                        true,
                        false));
        mvc.perform(get(PAGE))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("&lt;script&gt;"),
                                containsString("${7*191}"),
                                not(containsString("1337")),
                                not(containsString("<script>")))));
    }

    @Test
    @Tag("S12")
    void anUnknownLinkIsAFriendlyPageAndTooManyOfThemAreSlowedDown() throws Exception {
        mvc.perform(get("/t/unknown-token-0123456789").with(from("192.0.2.7")))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("This page does not exist")));
        willThrow(new ProblemException(ProblemType.TOO_MANY_REQUESTS, "problem.too-many-requests"))
                .given(limits)
                .take("unknown-link:192.0.2.7", Door.MISSES, Door.WINDOW);
        mvc.perform(get("/t/x").with(from("192.0.2.7")))
                .andExpect(status().isTooManyRequests())
                .andExpect(header().exists("Retry-After"));
        mvc.perform(get(PAGE).with(from("192.0.2.7"))).andExpect(status().isOk());
        mvc.perform(get("/t/x").with(from("192.0.2.8"))).andExpect(status().isNotFound());
        mvc.perform(post("/t/x/confirm").with(csrf()).contentType(MediaType.APPLICATION_JSON))
                .andExpect(status().isNotFound())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
    }

    @Test
    void everyFormLeadsBackToThePage() throws Exception {
        submits("/confirm", "confirm");
        verify(confirmation).confirmByCustomer(NUMBER);
        submits("/dispute", "dispute", "reason", "cold 🥶");
        verify(confirmation).disputeByCustomer(NUMBER, "cold 🥶");
        submits("/agree", "agree", "version", "3");
        verify(solutions).agreeByCustomer(NUMBER, 3);
        submits("/object", "object", "reason", "too slow");
        verify(solutions).objectByCustomer(NUMBER, "too slow");
        submits("/urge", "urge");
        verify(confirmation).urge(NUMBER);
        submits("/cancel", "cancel", "reason", "bought another");
        verify(confirmation).cancel(NUMBER, Timeline.CUSTOMER, "bought another");
        submits("/messages", "message", "text", "hello");
        verify(confirmation).messageFromCustomer(NUMBER, "hello");
        submits(
                "/survey",
                "survey",
                "resolved",
                "true",
                "speed",
                "5",
                "effect",
                "4",
                "attitude",
                "3",
                "overall",
                "2",
                "recommend",
                "",
                "suggestion",
                " ");
        verify(callback).answerByCustomer(NUMBER, new SurveyForm(true, 5, 4, 3, 2, null, null), null);
    }

    @Test
    void photosGoWithADisputeAndOnlyWithConsent() throws Exception {
        MockMultipartFile photo = new MockMultipartFile("file", "a.png", "text/html", new byte[] {1});
        given(attachments.keep(any())).willReturn(file("0".repeat(32), NUMBER, true));
        mvc.perform(multipart(PAGE + "/dispute")
                        .file(photo)
                        .param("reason", "still cold")
                        .with(csrf()))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("Please tick that we may store your files")))
                .andExpect(content().string(containsString("still cold")));
        verify(attachments, never()).keep(any());
        verify(attachments, never()).attach(any(), anyLong(), any(), anyBoolean());
        given(timeline.of(NUMBER))
                .willReturn(List.of(new TimelineEntry(
                        42, NUMBER, NOON, TimelineKind.DISPUTED, Timeline.CUSTOMER, "still cold", true, null, null)));
        mvc.perform(multipart(PAGE + "/dispute")
                        .file(photo)
                        .param("reason", "still cold")
                        .param("consent", "true")
                        .with(csrf()))
                .andExpect(status().isSeeOther())
                .andExpect(redirectedUrl(PAGE + "?done=dispute"));
        verify(timeline).addVisible(NUMBER, TimelineKind.CONSENTED, Timeline.CUSTOMER, null);
        verify(attachments).attach(NUMBER, 42, List.of("0".repeat(32)), true);
    }

    @Test
    void nothingIsKeptOfAnActThatIsRefused() throws Exception {
        MockMultipartFile photo = new MockMultipartFile("file", "a.png", "image/png", new byte[] {1});
        given(attachments.keep(any())).willReturn(file("0".repeat(32), NUMBER, true));
        willThrow(new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed"))
                .given(confirmation)
                .hear(any(), any());
        mvc.perform(multipart(PAGE + "/messages")
                        .file(photo)
                        .param("text", "look")
                        .param("consent", "true")
                        .with(csrf()))
                .andExpect(status().isConflict());
        verify(attachments).drop("0".repeat(32));

        willThrow(new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed"))
                .given(confirmation)
                .refuseUnlessUnconfirmed(NUMBER);
        mvc.perform(multipart(PAGE + "/dispute")
                        .file(photo)
                        .param("reason", "look")
                        .param("consent", "true")
                        .with(csrf()))
                .andExpect(status().isConflict());
        mvc.perform(post(PAGE + "/confirm")
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .param("signedName", "李雷"))
                .andExpect(status().isConflict());
        verify(attachments, times(1)).keep(any());
    }

    @Test
    void aSignatureIsAPictureOrATypedNameAndNothingElse() throws Exception {
        given(attachments.keep(any())).willReturn(file("0".repeat(32), NUMBER, true));
        given(timeline.of(NUMBER))
                .willReturn(List.of(new TimelineEntry(
                        7, NUMBER, NOON, TimelineKind.CONFIRMED, Timeline.CUSTOMER, null, true, null, null)));
        for (String bad : List.of(
                "javascript:alert(1)", "data:text/html;base64,PGI+", "data:image/png;base64,!!", "x".repeat(500_000))) {
            mvc.perform(post(PAGE + "/confirm")
                            .with(csrf())
                            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                            .param("signature", bad))
                    .andExpect(status().isUnprocessableEntity());
        }
        verify(confirmation, never()).confirmByCustomer(any());
        submits("/confirm", "confirm", "signature", "data:image/png;base64,iVBORw0KGgo=", "signedName", "");
        submits("/confirm", "confirm", "signature", "", "signedName", "李雷");
        verify(attachments, times(2)).attach(NUMBER, 7, List.of("0".repeat(32)), true);
    }

    @Test
    @Tag("S2")
    void filesOfOthersAndFilesNotMeantForHimDoNotExist() throws Exception {
        String id = "a".repeat(32);
        for (Attachment foreign :
                List.of(file(id, "261122-999999", true), file(id, NUMBER, false), file(id, null, true))) {
            given(attachments.open(id)).willReturn(new Stored(foreign, Path.of("pom.xml")));
            given(attachments.openThumbnail(id)).willReturn(new Stored(foreign, Path.of("pom.xml")));
            given(attachments.ofTicket(NUMBER))
                    .willReturn(NUMBER.equals(foreign.ticketNumber()) ? List.of(foreign) : List.of());
            mvc.perform(get(PAGE + "/attachments/" + id)).andExpect(status().isNotFound());
            mvc.perform(get(PAGE + "/attachments/" + id + "/thumbnail")).andExpect(status().isNotFound());
        }
        given(attachments.ofTicket(NUMBER)).willReturn(List.of(file(id, NUMBER, true)));
        given(attachments.open(id)).willReturn(new Stored(file(id, NUMBER, true), Path.of("pom.xml")));
        given(attachments.ofTicket(NUMBER)).willReturn(List.of(file(id, NUMBER, true)));
        mvc.perform(get("/t/another-token-0123456789/attachments/" + id)).andExpect(status().isNotFound());
        mvc.perform(get(PAGE + "/attachments/" + id))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", containsString("attachment;")))
                .andExpect(header().string("Cache-Control", "no-store"));
    }

    @Test
    void programsSendJsonAndGetNothingBack() throws Exception {
        sends("/confirm", "").andExpect(status().isNoContent());
        sends("/confirm", "{}").andExpect(status().isNoContent());
        sends("/dispute", "{\"reason\":\"cold\"}").andExpect(status().isNoContent());
        verify(confirmation).disputeByCustomer(NUMBER, "cold");
        sends("/agree", "{}").andExpect(status().isNoContent());
        sends("/object", "{\"reason\":\"slow\"}").andExpect(status().isNoContent());
        sends("/urge", "{}").andExpect(status().isNoContent());
        sends("/cancel", "{\"reason\":\"done\"}").andExpect(status().isNoContent());
        sends("/messages", "{\"text\":\"𠮷\"}").andExpect(status().isNoContent());
        verify(confirmation).messageFromCustomer(NUMBER, "𠮷");
        sends("/survey", "{\"resolved\":true,\"speed\":5,\"effect\":5,\"attitude\":5,\"overall\":5,\"recommend\":10}")
                .andExpect(status().isNoContent());
        verify(callback).answerByCustomer(NUMBER, new SurveyForm(true, 5, 5, 5, 5, 10, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"reason\":\"x\",\"status\":\"CLOSED\"}", "{", "[1]", "{\"reason\":{}}"})
    @Tag("S14")
    void whatAProgramMayNotSendIsRefused(String body) throws Exception {
        sends("/dispute", body)
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
        verifyNoInteractions(confirmation);
    }

    @Test
    void aProgramThatComesTooLateReadsAProblem() throws Exception {
        willThrow(new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed"))
                .given(confirmation)
                .confirmByCustomer(NUMBER);
        sends("/confirm", "{}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:aftercare:problem:too-late"));
    }

    @Test
    void aFormThatComesTooLateShowsThePageAsItStands() throws Exception {
        willThrow(new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed"))
                .given(confirmation)
                .disputeByCustomer(NUMBER, "my long story");
        mvc.perform(post(PAGE + "/dispute")
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .param("reason", "my long story"))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("not possible any more")))
                .andExpect(content().string(containsString("my long story")));
    }

    @Test
    void whatIsMissingIsSaidInWordsAndNothingTypedIsLost() throws Exception {
        willThrow(new ProblemException(
                        ProblemType.INVALID_FIELDS,
                        List.of(new ProblemException.FieldProblem("overall", "field.required")),
                        "problem.fields"))
                .given(callback)
                .answerByCustomer(eq(NUMBER), any(), any());
        mvc.perform(post(PAGE + "/survey")
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .param("speed", "4")
                        .param("suggestion", "my wish"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("How satisfied are you overall? is required")))
                .andExpect(content().string(containsString("my wish")))
                .andExpect(content()
                        .string(org.hamcrest.Matchers.matchesPattern(
                                "(?s).*name=\"speed\" value=\"4\" checked=\"checked\".*")));
    }

    @Test
    void marksThatAreNoMarksAreRefused() throws Exception {
        mvc.perform(post(PAGE + "/survey")
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .param("resolved", "maybe")
                        .param("speed", "1e3"))
                .andExpect(status().isUnprocessableEntity());
        mvc.perform(post(PAGE + "/confirm")
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .param("status", "CLOSED"))
                .andExpect(status().isBadRequest());
        verifyNoInteractions(callback, confirmation);
    }

    @Test
    void whoIsContinuedElsewhereIsLedThere() throws Exception {
        given(confirmation.messageFromCustomer(NUMBER, "again")).willReturn(Optional.of("261130-000001"));
        given(links.url(any())).willReturn("https://help.example/t/the-next-token-0123456789");
        mvc.perform(post(PAGE + "/messages")
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .param("text", "again"))
                .andExpect(status().isSeeOther())
                .andExpect(redirectedUrl("/t/the-next-token-0123456789?done=continued"));
    }

    @Test
    void reloadingTheAnswerToAFormLeadsToThePage() throws Exception {
        mvc.perform(get(PAGE + "/confirm")).andExpect(status().isSeeOther()).andExpect(redirectedUrl(PAGE));
        mvc.perform(get(PAGE).param("done", "<script>"))
                .andExpect(content().string(not(containsString("role=\"status\""))));
        mvc.perform(get(PAGE).param("done", "survey"))
                .andExpect(content().string(containsString("Thank you for your answers.")));
    }

    private void submits(String path, String done, String... fields) throws Exception {
        var request = post(PAGE + path).with(csrf()).contentType(MediaType.APPLICATION_FORM_URLENCODED);
        for (int field = 0; field < fields.length; field += 2) {
            request.param(fields[field], fields[field + 1]);
        }
        mvc.perform(request).andExpect(status().isSeeOther()).andExpect(redirectedUrl(PAGE + "?done=" + done));
    }

    private org.springframework.test.web.servlet.ResultActions sends(String path, String body) throws Exception {
        return mvc.perform(post(PAGE + path)
                .with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            return request;
        };
    }

    private static Attachment file(String id, @Nullable String number, boolean visible) {
        return new Attachment(
                id, number, 1L, "a.png", "image/png", 3, true, false, null, visible, Timeline.CUSTOMER, NOON);
    }

    private void shows(TicketStatus status, May may, String next) {
        given(pages.of(NUMBER)).willReturn(page(status, may, next, null));
        Ticket none = null;
        given(tickets.require(any())).willReturn(none);
    }

    private static CustomerPage page(TicketStatus status, May may, String next, @Nullable String answer) {
        List<Event> events = java.util.Arrays.stream(TimelineKind.values())
                .map(kind -> new Event(NOON, kind, kind == TimelineKind.URGED, "text", List.of()))
                .toList();
        List<Benefit> benefits = java.util.Arrays.stream(CompensationLine.Kind.values())
                .map(kind -> new Benefit(kind, new BigDecimal("20.00")))
                .toList();
        boolean timed = List.of(
                        "RECEIVED",
                        "REGISTERED",
                        "CLASSIFIED",
                        "PROPOSED",
                        "AWAITING_APPROVAL",
                        "EXECUTING",
                        "BLOCKED",
                        "SURVEY",
                        "AWAITING_CONFIRMATION",
                        "CONFIRMED",
                        "CLOSED")
                .contains(next);
        return new CustomerPage(
                NUMBER,
                "261101-000001",
                "Li Lei",
                status,
                3,
                "It is broken.",
                answer,
                "A new part was put in.",
                new Next(next, timed ? NOON : null, false),
                NOON.plusSeconds(60),
                new Plan(3, "REPAIR", "We repair it.", NOON, new BigDecimal("99.00"), benefits),
                events,
                may,
                false,
                false);
    }

    /** Everybody may come in, as the real chain says for these pages; forms need their token. */
    @TestConfiguration(proxyBeanMethods = false)
    static class OpenDoors {

        @Bean
        SecurityFilterChain everybody(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }

        @Bean
        Clock clock() {
            return Clock.fixed(NOON, ZoneOffset.UTC);
        }
    }
}
