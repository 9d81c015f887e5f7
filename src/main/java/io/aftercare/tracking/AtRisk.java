package io.aftercare.tracking;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * From which share of its time on, in percent, a clock is at risk (3-11). A new value counts for the place of a ticket
 * on the board as soon as one of its clocks changes.
 */
@ConfigurationProperties("aftercare.at-risk")
@Validated
public record AtRisk(@DefaultValue("75") @Min(1) @Max(100) int from) {

    /** The first second at which a clock between these moments is at risk. */
    public Instant since(Instant startedAt, Instant dueAt) {
        long whole = Duration.between(startedAt, dueAt).toSeconds();
        return startedAt.plusSeconds((whole * from + 99) / 100);
    }
}
