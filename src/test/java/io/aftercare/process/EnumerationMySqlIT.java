package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.aftercare.notification.TrackingLinks;
import io.aftercare.ticket.Category;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/**
 * What a stranger with a watch learns at the doors that he may knock at (S13): on the real MySQL server, where each
 * write waits for the disk, the medians of what exists and of what does not are less than 5 ms apart. Both are asked in
 * turn, so that a busy machine is busy for both.
 */
class EnumerationMySqlIT extends MySqlRaces implements RacesDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(EnumerationMySqlIT.class);
    private static final Duration BOUND = Duration.ofMillis(5);
    private static final int ROUNDS = 200;
    /** A whole request for help makes a ticket each time, ten times the work of the others. */
    private static final int TICKETS = 60;

    private static final int WARM_UP = 20;
    private static final String ORDER = "SO-13";

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private TrackingLinks links;

    private MockMvc web = MockMvcBuilders.standaloneSetup(this).build();
    private int strangers;

    /** The request of somebody who was never here before; what it takes to come so far is not timed. */
    private interface Knock {
        MockHttpServletRequestBuilder by(int stranger) throws Exception;
    }

    @BeforeAll
    void doors() {
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        order(ORDER, "100.00");
    }

    @Test
    @Tag("S13")
    void aPasswordIsRefusedAsFastWhetherTheNameExistsOrNot() throws Exception {
        sameTime("login", ROUNDS, stranger -> signIn("agent"), stranger -> signIn("nobody" + stranger));
    }

    @Test
    @Tag("S13")
    void aLinkThatLedSomewhereIsRefusedAsFastAsOneThatWasGuessed() throws Exception {
        String number = ticket(ORDER, Category.PRODUCT_FAULT);
        String link = links.url(tickets.require(number));
        String revoked = link.substring(link.lastIndexOf('/') + 1);
        links.revoke(number);
        sameTime("tracking link", ROUNDS, stranger -> get("/t/" + revoked), stranger -> get("/t/" + guess(stranger)));
    }

    @Test
    @Tag("S13")
    void aRequestForHelpIsTakenAsFastWhetherItsOrderExistsOrNot() throws Exception {
        sameTime("order", TICKETS, stranger -> asks(ORDER, stranger), stranger -> asks("SO-" + stranger, stranger));
    }

    private void sameTime(String door, int rounds, Knock known, Knock unknown) throws Exception {
        long[] there = new long[rounds];
        long[] notThere = new long[rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            Refusal one = knock(known);
            Refusal other = knock(unknown);
            assertThat(one.answer()).as(door).isEqualTo(other.answer());
            if (round >= 0) {
                there[round] = one.nanos();
                notThere[round] = other.nanos();
            }
        }
        String found = String.format(
                Locale.ROOT,
                "%s, medians of %d: %.2f ms where it exists, %.2f ms where it does not",
                door,
                rounds,
                median(there) / 1e6,
                median(notThere) / 1e6);
        LOG.info(found);
        assertThat(Duration.ofNanos(median(there) - median(notThere)).abs())
                .as(found)
                .isLessThan(BOUND);
    }

    private Refusal knock(Knock knock) throws Exception {
        int stranger = ++strangers;
        MockHttpServletRequestBuilder request = knock.by(stranger);
        long before = System.nanoTime();
        MockHttpServletResponse answer = answer(request, stranger);
        long took = System.nanoTime() - before;
        return new Refusal(answer.getStatus() + " " + answer.getRedirectedUrl(), took);
    }

    private static long median(long[] times) {
        return Arrays.stream(times).sorted().toArray()[times.length / 2];
    }

    private static MockHttpServletRequestBuilder signIn(String user) {
        return post("/login").param("username", user).param("password", "guess").with(csrf());
    }

    /** The last page of the form; nobody asked for the order before. */
    private MockHttpServletRequestBuilder asks(String order, int stranger) throws Exception {
        Cookie[] key = answer(help("", Map.of("intent", "AFTER")), stranger).getCookies();
        answer(
                help("/order", Map.of("orderNo", order, "orderPhone", "13912345678"))
                        .cookie(key),
                stranger);
        answer(
                help("/problem", Map.of("requestType", "FAULT", "description", "It hums.", "emergency", "no"))
                        .cookie(key),
                stranger);
        String phone = "137" + String.format("%08d", stranger);
        return help("/contact", Map.of("name", "Eve " + stranger, "phone", phone))
                .cookie(key);
    }

    private static MockHttpServletRequestBuilder help(String page, Map<String, String> fields) {
        MockHttpServletRequestBuilder request =
                post("/help" + page).with(csrf()).contentType(MediaType.APPLICATION_FORM_URLENCODED);
        fields.forEach(request::param);
        return request;
    }

    /** From an address of his own: nobody is slowed down for what another one did. */
    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, int stranger) throws Exception {
        return web.perform(request.with(made -> {
                    made.setRemoteAddr("10.9." + stranger / 250 + "." + (1 + stranger % 250));
                    return made;
                }))
                .andReturn()
                .getResponse();
    }

    private static String guess(int stranger) {
        return String.format("%043d", stranger);
    }

    private record Refusal(String answer, long nanos) {}
}
