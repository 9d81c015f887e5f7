package io.aftercare.board;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Tunes the board (3-11). {@code connections} counts live pages of one node, {@code connectionLives} ends each so that rights are asked again.
 */
@ConfigurationProperties("aftercare.board")
@Validated
record BoardProperties(
        @DefaultValue("20") @Min(1) @Max(100) int rows,
        @DefaultValue("PT0.7S") Duration lookEvery,
        @DefaultValue("PT15S") Duration heartbeat,
        @DefaultValue("PT5M") Duration connectionLives,
        @DefaultValue("400") @Min(1) int connections,
        @DefaultValue("12") @Min(1) int connectionsPerPerson) {

    @AssertTrue(message = "look-every, heartbeat and connection-lives must be positive")
    boolean isPositive() {
        return lookEvery.toMillis() > 0 && heartbeat.toMillis() > 0 && connectionLives.toMillis() > 0;
    }
}
