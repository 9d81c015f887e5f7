package io.aftercare.security;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.server.Cookie;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.session.SessionRepository;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.MySqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.transaction.support.TransactionOperations;

/** Sessions are rows, so that any node can answer any request and a node that ends signs nobody out (ADR 0014). */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession
class SessionConfiguration {

    /** {@code sessions} is the library's own; it writes more often than it has to. */
    @Bean
    @Primary
    SessionRepository<? extends org.springframework.session.Session> storedSessions(
            JdbcIndexedSessionRepository sessions, SessionBytes bytes) {
        return stored(sessions, bytes);
    }

    private static <S extends org.springframework.session.Session> StoredSessions<S> stored(
            SessionRepository<S> sessions, SessionBytes bytes) {
        return new StoredSessions<>(sessions, bytes);
    }

    @Bean
    SessionBytes sessionBytes() {
        return new SessionBytes();
    }

    @Bean(defaultCandidate = false)
    ConversionService springSessionConversionService(SessionBytes bytes) {
        GenericConversionService conversion = new GenericConversionService();
        conversion.addConverter(Object.class, byte[].class, bytes::write);
        conversion.addConverter(byte[].class, Object.class, bytes::read);
        return conversion;
    }

    /** Each statement for itself: half a session, after a crash, is one that has to sign in. */
    @Bean(defaultCandidate = false)
    TransactionOperations springSessionTransactionOperations() {
        return TransactionOperations.withoutTransaction();
    }

    /** Two requests of one session may bring the same thing at the same moment, on MySQL and on H2 as MySQL. */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionsOfTwoRequests() {
        return new MySqlJdbcIndexedSessionRepositoryCustomizer();
    }

    /** Every node cleans up; a row that is gone already hurts nobody. */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionLifetime(
            ServerProperties server, @Value("${aftercare.security.session-cleanup:30 */5 * * * *}") String cleanup) {
        return sessions -> {
            Duration timeout = server.getServlet().getSession().getTimeout();
            sessions.setDefaultMaxInactiveInterval(timeout);
            sessions.setCleanupCron(cleanup);
        };
    }

    @Bean
    CookieSerializer sessionCookieSerializer(ServerProperties server) {
        Cookie settings = server.getServlet().getSession().getCookie();
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(settings.getName());
        cookie.setSameSite(settings.getSameSite().attributeValue());
        cookie.setUseHttpOnlyCookie(settings.getHttpOnly());
        if (settings.getSecure() != null) {
            cookie.setUseSecureCookie(settings.getSecure());
        }
        return cookie;
    }

    @Bean
    HttpSessionIdResolver sessionCookie(CookieSerializer serializer) {
        return new SessionCookie(serializer);
    }
}
