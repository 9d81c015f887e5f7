package io.aftercare.tracking;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.validation.annotation.Validated;

/**
 * Service hours and promises. {@code closesAt} 00:00 is the end of the day; {@code updateLead} is how long before the
 * promised customer update the owner gets the task.
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
        @DefaultValue("true") boolean watchEnabled) {

    @AssertTrue(message = "closes-at must be later than opens-at (00:00 is the end of the day)")
    boolean isDayInOrder() {
        return closesAt.equals(LocalTime.MIDNIGHT) || opensAt.isBefore(closesAt);
    }

    @AssertTrue(message = "update-lead must be between 0 and 24 hours")
    boolean isLeadInRange() {
        return !updateLead.isNegative() && updateLead.compareTo(Duration.ofHours(24)) < 0;
    }
}
