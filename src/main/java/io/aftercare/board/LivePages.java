package io.aftercare.board;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.OpenSessions;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The live pages of this node (3-11): tells each that the board changed, never what; the page then asks for what its
 * reader may see. A page is told at most once per look, ends after a while so that rights are asked again, ends with
 * its session, and ends first when the node stops, so that nothing holds up the shutdown.
 */
@Component
class LivePages implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LivePages.class);

    /** Who signs out, on whatever node, has no live page so much later. */
    private static final Duration SESSIONS_ASKED_EVERY = Duration.ofSeconds(2);

    private final Changes changes;
    private final OpenSessions sessions;
    private final LiveBoard board;
    private final BoardProperties properties;
    private final Set<LivePage> pages = ConcurrentHashMap.newKeySet();

    private @Nullable ScheduledExecutorService looks;
    private volatile boolean running;
    private boolean lookFailed;
    private long lastSent;
    private long sessionsAsked = System.nanoTime();

    LivePages(Changes changes, OpenSessions sessions, LiveBoard board, BoardProperties properties) {
        this.changes = changes;
        this.sessions = sessions;
        this.board = board;
        this.properties = properties;
    }

    /** A new live page; 503 while the node stops or is full, 429 when this person has too many. */
    SseEmitter open(String user, @Nullable String session, @Nullable HttpServletRequest request) {
        if (!running || pages.size() >= properties.connections()) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "problem.board-full");
        }
        if (pages.stream().filter(page -> page.user().equals(user)).count() >= properties.connectionsPerPerson()) {
            throw new ProblemException(ProblemType.TOO_MANY_REQUESTS, "problem.board-too-many");
        }
        if (pages.isEmpty()) {
            // nobody looked meanwhile
            changes.look();
            board.changed();
        }
        // longer than we let it live: the container's own end would be logged as a failure
        SseEmitter emitter = new SseEmitter(properties.connectionLives().toMillis() * 2);
        LivePage page = new LivePage(emitter, user, session, request, System.nanoTime());
        emitter.onCompletion(() -> pages.remove(page));
        emitter.onTimeout(emitter::complete);
        emitter.onError(gone -> pages.remove(page));
        pages.add(page);
        if (!running) {
            end(page, "closing");
            return emitter;
        }
        send(
                page,
                SseEmitter.event()
                        .name("open")
                        .reconnectTime(3_000)
                        .data(Long.toString(board.version()))
                        .build());
        return emitter;
    }

    int open() {
        return pages.size();
    }

    /** One look for all: nothing at all while nobody watches. */
    void look() {
        try {
            if (pages.isEmpty()) {
                return;
            }
            endOlderThan(System.nanoTime() - properties.connectionLives().toNanos());
            if (System.nanoTime() - sessionsAsked >= SESSIONS_ASKED_EVERY.toNanos()) {
                endSignedOut();
            }
            boolean changed = changes.look();
            lookFailed = false;
            if (changed) {
                tellAll("changed", Long.toString(board.changed()));
            } else if (System.nanoTime() - lastSent >= properties.heartbeat().toNanos()) {
                tellAll("still", "");
            }
        } catch (RuntimeException failure) {
            if (!lookFailed) {
                LOG.warn("The board is not live for the moment: {}", failure.toString());
            }
            lookFailed = true;
        }
    }

    /** Ends the pages whose session ended. */
    void endSignedOut() {
        sessionsAsked = System.nanoTime();
        List<String> known = pages.stream()
                .map(LivePage::session)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!known.isEmpty()) {
            Set<String> open = sessions.among(known);
            endAll("signed-out", page -> page.session() != null && !open.contains(page.session()));
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread looking = new Thread(work, "board");
            looking.setDaemon(true);
            return looking;
        });
        var unused = thread.scheduleWithFixedDelay(
                this::look,
                properties.lookEvery().toMillis(),
                properties.lookEvery().toMillis(),
                TimeUnit.MILLISECONDS);
        looks = thread;
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        ScheduledExecutorService thread = looks;
        if (thread != null) {
            thread.shutdownNow();
            looks = null;
        }
        endAll("closing", page -> true);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stopped before the web server waits for its requests, these among them. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }

    private void tellAll(String event, String data) {
        lastSent = System.nanoTime();
        for (LivePage page : pages) {
            send(page, SseEmitter.event().name(event).data(data).build());
        }
    }

    private void endOlderThan(long opened) {
        endAll("closing", page -> page.opened() - opened < 0);
    }

    private void endAll(String event, Predicate<LivePage> which) {
        for (LivePage page : pages) {
            if (which.test(page)) {
                end(page, event);
            }
        }
    }

    private void end(LivePage page, String event) {
        send(page, SseEmitter.event().name(event).data("").build());
        pages.remove(page);
        HttpServletRequest request = page.request();
        try {
            if (request != null) {
                // without the way back through the filters: they would refuse whose session has ended, in the log only
                request.getAsyncContext().complete();
                return;
            }
        } catch (IllegalStateException notYetBegunOrOver) {
            LOG.debug("The page ended by itself", notYetBegunOrOver);
        }
        page.emitter().complete();
    }

    private void send(
            LivePage page,
            Set<org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType> event) {
        try {
            page.emitter().send(event);
        } catch (IOException | IllegalStateException gone) {
            // closed at the other end; the container ends the request itself
            pages.remove(page);
        }
    }

    private record LivePage(
            SseEmitter emitter,
            String user,
            @Nullable String session,
            @Nullable HttpServletRequest request,
            long opened) {}
}
