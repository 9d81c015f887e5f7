package io.aftercare.tracking;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.validation.annotation.Validated;

/**
 * Service hours and promises. {@code closesAt} 00:00 is the end of the day; {@code updateLead} is how long before the
 * promised customer update the owner gets the task; {@code levels} are the steps of the ladder in percent of the limit.
 */
@ConfigurationProperties("aftercare.tracking")
@Validated
record TrackingProperties(
        @DefaultValue("09:00") @DateTimeFormat(pattern = "HH:mm")
        LocalTime opensAt,

        @DefaultValue("21:00") @DateTimeFormat(pattern = "HH:mm")
        LocalTime closesAt,

        @DefaultValue("PT30M") Duration updateLead,
        @DefaultValue("PT1S") Duration watchInterval,
        @DefaultValue("true") boolean watchEnabled,
        @DefaultValue("4") @Min(1) @Max(32) int watchWorkers,
        @DefaultValue({"50", "75", "100", "150"}) List<Integer> levels) {

    @AssertTrue(message = "levels must be different percentages in rising order, and 100 among them")
    boolean isLadderInOrder() {
        return levels.contains(100)
                && levels.stream().allMatch(level -> level > 0 && level <= 1_000)
                && levels.equals(levels.stream().distinct().sorted().toList());
    }

    @AssertTrue(message = "closes-at must be later than opens-at (00:00 is the end of the day)")
    boolean isDayInOrder() {
        return closesAt.equals(LocalTime.MIDNIGHT) || opensAt.isBefore(closesAt);
    }

    @AssertTrue(message = "update-lead must be between 0 and 24 hours")
    boolean isLeadInRange() {
        return !updateLead.isNegative() && updateLead.compareTo(Duration.ofHours(24)) < 0;
    }
}
