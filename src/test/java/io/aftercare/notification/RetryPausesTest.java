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
                        .mapToObj(tries -> pauses.after(tries, Duration.ZERO).orElseThrow()))
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
        assertThat(pauses.after(27, Duration.ofHours(23))).isPresent();
        assertThat(pauses.after(28, Duration.ofHours(24))).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsAskedAtLeastEveryFiveMinutes() {
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(tries -> pauses.whileAway(tries, Duration.ZERO)
                        .orElseThrow()))
                .containsExactly(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5));
        assertThat(pauses.whileAway(287, Duration.ofHours(23))).isPresent();
        assertThat(pauses.whileAway(300, Duration.ofHours(25))).isEmpty();
    }

    @Test
    void manyTriesWhileTheServerWasAwayDoNotCountAgainstAYoungMessage() {
        assertThat(pauses.after(60, Duration.ofHours(5))).contains(Duration.ofHours(1));
    }
}
