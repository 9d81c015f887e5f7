package io.aftercare.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mybatis.spring.boot.test.autoconfigure.MybatisTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Tag("S12")
@Tag("S18")
@MybatisTest(properties = "spring.datasource.url=jdbc:h2:mem:limits;MODE=MySQL;DB_CLOSE_DELAY=-1")
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class RateLimitsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Autowired
    private RateLimitMapper mapper;

    @Autowired
    private JdbcTemplate jdbc;

    @BeforeEach
    void nothingTaken() {
        jdbc.update("delete from rate_limit");
    }

    @Test
    void oneTooManyIsRefusedUntilTheWindowEnds() {
        RateLimits limits = at(NOON);
        limits.take("help:192.0.2.1", 2, MINUTE);
        limits.take("help:192.0.2.1", 2, MINUTE);
        assertThat(limits.isReached("help:192.0.2.1", 2, MINUTE)).isTrue();
        assertThatThrownBy(() -> limits.take("help:192.0.2.1", 2, MINUTE))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("TOO_MANY_REQUESTS");
        limits.take("help:192.0.2.2", 2, MINUTE);
        at(NOON.plus(MINUTE)).take("help:192.0.2.1", 2, MINUTE);
    }

    @Test
    void noAddressIsStoredAndWhatIsOverIsForgotten() {
        RateLimits limits = at(NOON);
        limits.take("help:192.0.2.1", 2, MINUTE);
        assertThat(jdbc.queryForList("select bucket from rate_limit", String.class))
                .singleElement()
                .asString()
                .matches("[0-9a-f]{64}");
        limits.forgetEnded();
        assertThat(jdbc.queryForObject("select count(*) from rate_limit", Long.class))
                .isEqualTo(1);
        at(NOON.plus(Duration.ofHours(1))).forgetEnded();
        assertThat(jdbc.queryForObject("select count(*) from rate_limit", Long.class))
                .isZero();
    }

    @Test
    void nodesCountTogetherAndNeverLetOneMoreThrough() throws Exception {
        RateLimits one = at(NOON);
        RateLimits other = at(NOON);
        List<Callable<Boolean>> tries = Collections.nCopies(40, () -> {
            try {
                (Thread.currentThread().hashCode() % 2 == 0 ? one : other).take("shared", 10, MINUTE);
                return true;
            } catch (ProblemException refused) {
                return false;
            }
        });
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            int through = 0;
            for (Future<Boolean> each : pool.invokeAll(tries)) {
                through += each.get() ? 1 : 0;
            }
            assertThat(through).isEqualTo(10);
        } finally {
            pool.shutdownNow();
        }
    }

    private RateLimits at(Instant now) {
        return new RateLimits(mapper, Clock.fixed(now, ZoneOffset.UTC));
    }
}
