package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LanguagesTest {

    @Test
    void theSettingWinsOverTheMachine() {
        assertThat(Languages.resolve("zh", Locale.US)).isEqualTo(Locale.CHINESE);
        assertThat(Languages.resolve("en", Locale.CHINA)).isEqualTo(Locale.ENGLISH);
        assertThat(Languages.resolve("", Locale.SIMPLIFIED_CHINESE)).isEqualTo(Locale.CHINESE);
        assertThat(Languages.resolve("", Locale.TRADITIONAL_CHINESE)).isEqualTo(Locale.CHINESE);
        assertThat(Languages.resolve("", Locale.GERMANY)).isEqualTo(Locale.ENGLISH);
        assertThatThrownBy(() -> Languages.resolve("de", Locale.US)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void momentsAreWrittenInTheHousesZone() {
        Instant at = Instant.parse("2026-11-22T20:05:00Z");
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        assertThat(new Languages("zh", zone).moment(at)).isEqualTo("2026年11月23日 04:05");
        assertThat(new Languages("en", zone).moment(at)).isEqualTo("23 Nov 2026, 04:05");
    }
}
