package io.aftercare.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.survey.SurveyResults.Figure;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is flagged, and what a signed start is worth (D7, 1-10). */
class ValidityTest {

    @Property(tries = 300)
    void threeOrMoreEqualMarksAndNothingElseAreTheSameEverywhere(
            @ForAll @Size(max = 10) List<@IntRange(min = 1, max = 5) Integer> marks) {
        boolean same = marks.size() >= 3 && Collections.min(marks).equals(Collections.max(marks));
        assertThat(Validity.typed(marks, null, false).sameScore()).isEqualTo(same);
    }

    @Property(tries = 200)
    void underThirtySecondsIsTooFastAndAnUnknownTimeIsNot(@ForAll @IntRange(min = 0, max = 120) int seconds) {
        assertThat(Validity.typed(List.of(1, 2, 3), Duration.ofSeconds(seconds), false)
                        .tooFast())
                .isEqualTo(seconds < 30);
        assertThat(Validity.typed(List.of(1, 2, 3), null, false).tooFast()).isFalse();
    }

    @Test
    void whatIsSaidOnThePhoneIsNeverTheSameEverywhereNorTooFast() {
        assertThat(Validity.byPhone(false).isLeftOut()).isFalse();
        assertThat(Validity.byPhone(true).isLeftOut()).isTrue();
    }

    @Property(tries = 200)
    void aMeanIsRedBelowThreeAndTheShareCountsFourAndFive(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 5) Integer> marks) {
        Figure figure = Figure.of(marks);
        double mean = marks.stream().mapToInt(Integer::intValue).average().orElseThrow();
        BigDecimal shown = Objects.requireNonNull(figure.mean());
        assertThat(shown.doubleValue()).isCloseTo(mean, org.assertj.core.data.Offset.offset(0.006));
        assertThat(figure.isShortBoard()).isEqualTo(shown.doubleValue() < 3);
        long good = marks.stream().filter(mark -> mark > 3).count();
        BigDecimal share = Objects.requireNonNull(figure.share());
        assertThat(share.doubleValue())
                .isCloseTo(good * 100.0 / marks.size(), org.assertj.core.data.Offset.offset(0.06));
    }

    @Test
    void aStartIsWorthNothingForAnotherLinkOrWhenItIsChanged() {
        Instant noon = Instant.parse("2026-11-22T04:00:00Z");
        StartStamp before = new StartStamp("a-secret-of-the-server", Clock.fixed(noon, ZoneOffset.UTC));
        StartStamp later = new StartStamp("a-secret-of-the-server", Clock.fixed(noon.plusSeconds(45), ZoneOffset.UTC));
        String stamp = before.of("token-1");
        assertThat(later.took("token-1", stamp)).isEqualTo(Duration.ofSeconds(45));
        assertThat(later.took("token-2", stamp)).isNull();
        assertThat(later.took("token-1", (noon.getEpochSecond() - 600) + stamp.substring(stamp.indexOf('.'))))
                .isNull();
        assertThat(later.took("token-1", null)).isNull();
        assertThat(later.took("token-1", "1.x")).isNull();
    }
}
