package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPausesTest {

    private final RetryPauses pauses = new RetryPauses(new NotificationProperties(
            "a@b",
            LocalTime.MIN,
            LocalTime.MIN,
            List.of(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1)),
            Duration.ofHours(24),
            Duration.ofMinutes(1),
            false,
            Duration.ZERO,
            List.of()));

    @Test
    void pausesGrowToAnHour() {
        assertThat(IntStream.rangeClosed(1, 7)
                        .mapToObj(tries -> pauses.after(tries).orElseThrow()))
                .containsExactly(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(30),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofHours(1));
    }

    @Test
    void afterADayItIsGivenUp() {
        assertThat(pauses.after(27)).isPresent();
        assertThat(pauses.after(28)).isEmpty();
    }
}
