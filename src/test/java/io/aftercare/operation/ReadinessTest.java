package io.aftercare.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A node that cannot work gets no work, says so at once, and works again by itself (R3, R14). */
class ReadinessTest extends OperationTestSupport {

    private static final Path FILES = Path.of("target/operation-attachments");

    @Autowired
    private HikariDataSource pool;

    private int status(String probe) throws Exception {
        return get("/actuator/health/" + probe, "").statusCode();
    }

    @Test
    void aNodeThatGetsNoConnectionIsNotReadyButAliveAndComesBack() throws Exception {
        assertThat(status("readiness")).isEqualTo(200);
        List<Connection> taken = new ArrayList<>();
        try {
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                taken.add(pool.getConnection());
            }
            Instant asked = Instant.now();
            assertThat(status("readiness")).isEqualTo(503);
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
            assertThat(status("liveness")).isEqualTo(200);
            assertThat(get("/actuator/prometheus", "monitoring:0123456789abcdef-scrape")
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        assertThat(status("readiness")).isEqualTo(200);
    }

    @Test
    void aNodeWithoutItsDiskIsNotReady() throws Exception {
        Path kept = Path.of("target/operation-attachments-kept");
        assertThat(status("readiness")).isEqualTo(200);
        Files.move(FILES, kept);
        try {
            Files.writeString(FILES, "no directory");
            assertThat(status("readiness")).isEqualTo(503);
            assertThat(get("/actuator/health/readiness", "").body()).doesNotContain("operation-attachments");
        } finally {
            Files.deleteIfExists(FILES);
            Files.move(kept, FILES);
        }
        assertThat(status("readiness")).isEqualTo(200);
    }
}
