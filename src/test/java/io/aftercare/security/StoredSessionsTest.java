package io.aftercare.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.Session;
import org.springframework.web.servlet.FlashMap;

/** What a request writes of its session, and what is read of what lies there. */
class StoredSessionsTest {

    private final SessionBytes bytes = new SessionBytes();
    private final Map<String, Session> rows = new HashMap<>();
    private final MapSession row = new MapSession();
    private final List<String> written = new ArrayList<>();

    @Test
    void whatIsPutBackUnchangedIsNotWritten() {
        Session session = session();
        List<String> groups = Objects.requireNonNull(session.getAttribute("groups"));
        session.setAttribute("groups", groups);
        session.setAttribute("groups", new ArrayList<>(List.of("a")));
        session.setAttribute("text", "same");
        assertThat(written).isEmpty();
    }

    @Test
    void whatWasChangedInPlaceIsWritten() {
        Session session = session();
        List<String> groups = Objects.requireNonNull(session.getAttribute("groups"));
        groups.add("b");
        session.setAttribute("groups", groups);
        session.setAttribute("text", "other");
        session.removeAttribute("number");
        assertThat(written).containsExactly("groups", "text", "number");
        assertThat((Object) session.getAttribute("groups")).isEqualTo(List.of("a", "b"));
    }

    @Test
    void aVisitIsNotedOnceAMinute() {
        Session session = session();
        var before = session.getLastAccessedTime();
        session.setLastAccessedTime(before.plusSeconds(59));
        assertThat(session.getLastAccessedTime()).isEqualTo(before);
        session.setLastAccessedTime(before.plusSeconds(60));
        assertThat(session.getLastAccessedTime()).isEqualTo(before.plusSeconds(60));
    }

    @Test
    void aLoginAndWhatAPageTellsTheNextAreReadAsTheyWereWritten() {
        SecurityContextImpl login = new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                "agent", null, List.of(new SimpleGrantedAuthority("ROLE_service-agents"))));
        assertThat(bytes.read(bytes.write(login))).isEqualTo(login);
        FlashMap told = new FlashMap();
        told.put("typed", new HashMap<>(Map.of("speed", "5")));
        told.setTargetRequestPath("/calls");
        told.startExpirationPeriod(180);
        var all = new CopyOnWriteArrayList<>(List.of(told));
        assertThat(bytes.read(bytes.write(all))).isEqualTo(all);
    }

    @Test
    void whatIsNoneOfOursIsNotBroughtToLife() throws Exception {
        Stranger.lives = 0;
        assertThat(bytes.read(bytes.write(new Stranger()))).isNull();
        assertThat(bytes.read(bytes.write(new HashMap<>(Map.of("a", new Stranger())))))
                .isNull();
        assertThat(bytes.read(bytes.write(new java.io.File("/etc/passwd")))).isNull();
        assertThat(Stranger.lives).isZero();
    }

    @Test
    void brokenBytesAreNothingAndWhatCannotBeStoredIsRefusedAtOnce() {
        byte[] half = java.util.Arrays.copyOf(bytes.write(new ArrayList<>(List.of("abcdefgh"))), 30);
        assertThat(bytes.read(half)).isNull();
        assertThat(bytes.read(new byte[0])).isNull();
        assertThatThrownBy(() -> bytes.write(new Object())).isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/tickets?after=1&x=%2F, /tickets?after=1&x=%2F",
        "https://evil.example/tickets, /tickets",
        "https://evil.example, /",
        "//evil.example/x, /x",
        "https://a//evil.example/x, /evil.example/x",
        "/\\evil.example, /",
        "javascript:alert(1), /"
    })
    void theWayBackAfterTheLoginStaysInThisHouse(String wanted, String path) {
        assertThat(WantedPage.pathOf(wanted)).isEqualTo(path);
    }

    @SuppressWarnings("NullAway")
    private Session session() {
        MapSession stored = mock(MapSession.class, answer -> {
            if (answer.getMethod().getName().matches("setAttribute|removeAttribute")) {
                written.add(answer.getArgument(0));
            }
            return answer.getMethod().invoke(row, answer.getArguments());
        });
        stored.setAttribute("groups", new ArrayList<>(List.of("a")));
        stored.setAttribute("text", "same");
        stored.setAttribute("number", 1L);
        written.clear();
        return new StoredSessions<>(
                        new MapSessionRepository(rows) {
                            @Override
                            public MapSession findById(String id) {
                                return stored;
                            }
                        },
                        bytes)
                .findById(row.getId());
    }

    /** Counts how often somebody brings it to life. */
    private static final class Stranger implements Serializable {

        private static final long serialVersionUID = 1;
        private static int lives;

        private void readObject(java.io.ObjectInputStream in) {
            lives++;
        }
    }
}
