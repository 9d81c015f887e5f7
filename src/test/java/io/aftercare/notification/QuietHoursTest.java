package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    @ParameterizedTest
    @CsvSource({
        "Asia/Shanghai, 21:00, 08:00, 2026-11-22T12:59:59Z, false",
        "Asia/Shanghai, 21:00, 08:00, 2026-11-22T13:00:00Z, true",
        "Asia/Shanghai, 21:00, 08:00, 2026-11-22T15:59:59Z, true",
        "Asia/Shanghai, 21:00, 08:00, 2026-11-22T16:00:00Z, true",
        "Asia/Shanghai, 21:00, 08:00, 2026-11-22T23:59:59Z, true",
        "Asia/Shanghai, 21:00, 08:00, 2026-11-23T00:00:00Z, false",
        "Asia/Shanghai, 21:00, 08:00, 2026-11-23T04:00:00Z, false",
        "UTC,           21:00, 08:00, 2026-11-22T12:59:59Z, false",
        "UTC,           21:00, 08:00, 2026-11-22T21:00:00Z, true",
        "UTC,           21:00, 08:00, 2026-11-22T08:00:00Z, false",
        // the clocks go back at 03:00: the night is an hour longer, its ends stay where they are
        "Europe/Berlin, 21:00, 08:00, 2026-10-25T06:59:59Z, true",
        "Europe/Berlin, 21:00, 08:00, 2026-10-25T07:00:00Z, false",
        "Europe/Berlin, 21:00, 08:00, 2026-10-24T18:59:59Z, false",
        "Europe/Berlin, 21:00, 08:00, 2026-10-24T19:00:00Z, true",
        "UTC,           01:00, 05:00, 2026-11-22T00:59:59Z, false",
        "UTC,           01:00, 05:00, 2026-11-22T01:00:00Z, true",
        "UTC,           01:00, 05:00, 2026-11-22T05:00:00Z, false",
        "UTC,           08:00, 08:00, 2026-11-22T08:00:00Z, false",
        "UTC,           08:00, 08:00, 2026-11-22T03:00:00Z, false"
    })
    void theNightIsThatOfTheHouse(ZoneId zone, LocalTime from, LocalTime until, Instant at, boolean quiet) {
        NotificationProperties properties = new NotificationProperties(
                "a@b",
                from,
                until,
                List.of(Duration.ZERO),
                Duration.ZERO,
                Duration.ofMinutes(1),
                false,
                Duration.ZERO,
                List.of());
        assertThat(new QuietHours(properties, new Languages("en", zone)).include(at))
                .isEqualTo(quiet);
    }
}
