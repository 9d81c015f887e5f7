package io.aftercare.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Remedy;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineKind;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalWordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"portal", "confirmation", "callback"})
    void bothLanguagesHaveTheSameWords(String area) throws IOException {
        Properties english = words(area);
        Properties chinese = words(area + "_zh");
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        assertThat(chinese.values()).noneMatch(text -> text.toString().isBlank());
        for (String key : english.stringPropertyNames()) {
            assertThat(holes(chinese.getProperty(key))).as(key).isEqualTo(holes(english.getProperty(key)));
        }
    }

    @Test
    void everyValueThatAPageCanShowHasAWord() throws IOException {
        Stream<String> needed = Stream.of(
                        names("portal.status.", TicketStatus.values()),
                        names("portal.event.", TimelineKind.values()),
                        names("portal.remedy.", Remedy.values()),
                        names("portal.benefit.", CompensationLine.Kind.values()))
                .flatMap(each -> each);
        assertThat(words("portal").stringPropertyNames()).containsAll(needed.toList());
    }

    private static Stream<String> names(String prefix, Enum<?>[] values) {
        return Arrays.stream(values).map(value -> prefix + value.name());
    }

    private static long holes(String text) {
        return text.chars().filter(character -> character == '{').count();
    }

    private static Properties words(String bundle) throws IOException {
        Properties words = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(
                        PortalWordsTest.class.getResourceAsStream("/messages/" + bundle + ".properties")),
                StandardCharsets.UTF_8)) {
            words.load(reader);
        }
        return words;
    }
}
