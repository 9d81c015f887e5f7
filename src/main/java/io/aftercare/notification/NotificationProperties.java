package io.aftercare.notification;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages leave.
 *
 * @param sender address that mail comes from, {@code Name <a@b>} or {@code a@b}
 * @param quietFrom start of the night in the house's zone; equal to {@code quietUntil}: no night
 * @param retryAfter pauses between tries; the last one repeats until {@code giveUpAfter}
 * @param giveUpAfter a message that is older and whose pauses add up to more is FAILED
 * @param robots group chats of the house that hear what is late
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
        @NotNull @DefaultValue("PT1S") Duration relayInterval,
        @Valid @DefaultValue List<Robot> robots) {

    @AssertTrue(message = "robots need names that differ")
    boolean isEveryRobotNamedOnce() {
        return robots.stream().map(Robot::name).distinct().count() == robots.size();
    }

    /** The robot with this name, if it is still configured. */
    Optional<Robot> robot(String name) {
        return robots.stream().filter(robot -> robot.name().equals(name)).findFirst();
    }

    /**
     * A robot in a group chat that tells what is late (E-02).
     *
     * @param name what the outbox calls it; the address is a secret and stays in the configuration
     * @param url the robot's webhook as the chat gives it out
     * @param secret the signing secret of a 钉钉 robot, empty where it has none
     * @param groups whose alarms it tells, for example {@code service-supervisors}
     */
    public record Robot(
            @NotBlank @Size(max = 60) String name,
            @NotNull Kind kind,
            @NotNull URI url,
            @DefaultValue("") String secret,
            @NotEmpty Set<String> groups) {

        @AssertTrue(message = "the url of a robot begins with https:// or http://")
        boolean isUrlComplete() {
            return url.getHost() != null && Set.of("https", "http").contains(url.getScheme());
        }

        /** Never the address and the secret. */
        @Override
        public String toString() {
            return kind + " " + name;
        }

        public enum Kind {
            WECOM,
            DINGTALK
        }
    }
}
