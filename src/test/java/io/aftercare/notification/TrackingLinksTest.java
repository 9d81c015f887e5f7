package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("S12")
class TrackingLinksTest extends OutboxTestSupport {

    @Autowired
    TrackingLinkMapper mapper;

    @Test
    void theLinkIsTheSameEachTimeAndLeadsToItsTicket() {
        Ticket ticket = ticket(Priority.P1);
        String url = links.url(ticket);
        assertThat(url).matches("https://help\\.example/t/[A-Za-z0-9_-]{43}");
        assertThat(links.url(ticket)).isEqualTo(url);
        assertThat(links.ticketOf(token(url))).isEqualTo(NUMBER);
        assertThat(jdbc.queryForObject("select count(*) from tracking_link", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void ticketsHaveDifferentLinks() {
        assertThat(links.url(ticket(Priority.P1))).isNotEqualTo(links.url(ticket("261122-000002", "C-1", Priority.P1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "../..", "' or '1'='1", "𠮷", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aWrongTokenLeadsNowhere(String token) {
        links.url(ticket(Priority.P1));
        refused(token);
    }

    @Test
    void theStoredHashIsNoToken() {
        links.url(ticket(Priority.P1));
        refused(jdbc.queryForObject("select token_hash from tracking_link", String.class));
    }

    @Test
    void aClosedTicketsLinkEndsInTimeAndLivesOnWhenReopened() {
        Ticket ticket = ticket(Priority.P1);
        String token = token(links.url(ticket));
        links.expire(NUMBER, clock.instant().plus(Duration.ofDays(30)));
        clock.advance(Duration.ofDays(29));
        assertThat(links.ticketOf(token)).isEqualTo(NUMBER);
        clock.advance(Duration.ofDays(1));
        refused(token);
        links.keep(NUMBER);
        assertThat(links.ticketOf(token)).isEqualTo(NUMBER);
    }

    @Test
    void aRevokedLinkIsDeadForGoodAndTheNextMessageCarriesANewOne() {
        Ticket ticket = ticket(Priority.P1);
        String old = token(links.url(ticket));
        links.revoke(NUMBER);
        refused(old);
        String fresh = token(links.url(ticket));
        assertThat(fresh).isNotEqualTo(old);
        assertThat(links.ticketOf(fresh)).isEqualTo(NUMBER);
        links.keep(NUMBER);
        refused(old);
    }

    @Test
    void anotherSecretMakesOtherTokensButLinksGivenOutStillWork() {
        Ticket ticket = ticket(Priority.P1);
        String old = token(links.url(ticket));
        TrackingLinks rotated =
                new TrackingLinks(mapper, tickets, "another-secret-of-this-server", "https://help.example", clock);
        String fresh = token(rotated.url(ticket));
        assertThat(fresh).isNotEqualTo(old);
        assertThat(rotated.ticketOf(fresh)).isEqualTo(NUMBER);
        assertThat(rotated.ticketOf(old)).isEqualTo(NUMBER);
    }

    @Test
    void aShortSecretIsRefused() {
        assertThatThrownBy(() -> new TrackingLinks(mapper, tickets, "short", "https://help.example", clock))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void refused(String token) {
        assertThatThrownBy(() -> links.ticketOf(token)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.NOT_FOUND);
            assertThat(problem.key()).isEqualTo("problem.link-unknown");
            assertThat(problem.arguments()).isEmpty();
        });
    }

    private static String token(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
