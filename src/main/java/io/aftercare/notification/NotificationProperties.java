package io.aftercare.notification;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages leave.
 *
 * @param sender address that mail comes from, {@code Name <a@b>} or {@code a@b}
 * @param quietFrom start of the night in the house's zone; equal to {@code quietUntil}: no night
 * @param retryAfter pauses between tries; the last one repeats until {@code giveUpAfter}
 * @param giveUpAfter pauses that would add up to more than this mean FAILED
 * @param lease how long a claimed message belongs to one machine; must be longer than one delivery takes
 */
@Validated
@ConfigurationProperties("aftercare.notification")
public record NotificationProperties(
        @NotBlank @DefaultValue("aftercare@localhost") String sender,
        @NotNull @DefaultValue("21:00") LocalTime quietFrom,
        @NotNull @DefaultValue("08:00") LocalTime quietUntil,

        @NotEmpty @DefaultValue({"PT30S", "PT2M", "PT10M", "PT30M", "PT1H"})
        List<Duration> retryAfter,

        @NotNull @DefaultValue("PT24H") Duration giveUpAfter,
        @NotNull @DefaultValue("PT5M") Duration lease,
        @DefaultValue("true") boolean relayEnabled,
        @NotNull @DefaultValue("PT1S") Duration relayInterval) {}
