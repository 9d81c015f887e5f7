package io.aftercare.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * The sessions in the database, read once and written only when something in them changed: when they were last used is
 * noted once a minute, and what the webapps put back unchanged with every call is not stored again.
 */
class StoredSessions<S extends Session> implements SessionRepository<StoredSessions.Kept<S>> {

    /** A session ends at most so much earlier than it promises. */
    static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final SessionRepository<S> database;
    private final SessionBytes bytes;

    StoredSessions(SessionRepository<S> database, SessionBytes bytes) {
        this.database = database;
        this.bytes = bytes;
    }

    @Override
    public Kept<S> createSession() {
        return new Kept<>(database.createSession(), bytes);
    }

    @Override
    public void save(Kept<S> session) {
        database.save(session.session);
    }

    @Override
    public @Nullable Kept<S> findById(String id) {
        S session = database.findById(id);
        return session == null ? null : new Kept<>(session, bytes);
    }

    @Override
    public void deleteById(String id) {
        database.deleteById(id);
    }

    /** A session of one request. */
    static final class Kept<S extends Session> implements Session {

        private final S session;
        private final SessionBytes bytes;
        /** Values that may change in place, as they were when they were read. */
        private final Map<String, byte[]> asRead = new ConcurrentHashMap<>();

        private Kept(S session, SessionBytes bytes) {
            this.session = session;
            this.bytes = bytes;
        }

        @Override
        public String getId() {
            return session.getId();
        }

        @Override
        public String changeSessionId() {
            return session.changeSessionId();
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // the shape of Spring Session
        public <T> @Nullable T getAttribute(String name) {
            T value = session.getAttribute(name);
            if (value != null && !isFixed(value)) {
                asRead.computeIfAbsent(name, unused -> bytes.write(value));
            }
            return value;
        }

        @Override
        public Set<String> getAttributeNames() {
            return session.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, @Nullable Object value) {
            if (value == null) {
                removeAttribute(name);
            } else if (!isStored(name, value)) {
                session.setAttribute(name, value);
                asRead.remove(name);
            }
        }

        @Override
        public void removeAttribute(String name) {
            session.removeAttribute(name);
            asRead.remove(name);
        }

        @Override
        public Instant getCreationTime() {
            return session.getCreationTime();
        }

        @Override
        public void setLastAccessedTime(Instant now) {
            if (!session.getLastAccessedTime().plus(NOTED_EVERY).isAfter(now)) {
                session.setLastAccessedTime(now);
            }
        }

        @Override
        public Instant getLastAccessedTime() {
            return session.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            session.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return session.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return session.isExpired();
        }

        private boolean isStored(String name, Object value) {
            if (isFixed(value)) {
                return value.equals(session.getAttribute(name));
            }
            byte[] before = asRead.get(name);
            return before != null && Arrays.equals(before, bytes.write(value));
        }

        private static boolean isFixed(Object value) {
            return value instanceof String || value instanceof Long;
        }
    }
}
