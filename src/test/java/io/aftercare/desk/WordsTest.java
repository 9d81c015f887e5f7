package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.security.Groups;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.Remedy;
import io.aftercare.solution.SolutionState;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.ClosedBy;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Impact;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.RequestType;
import io.aftercare.ticket.Stage;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.ticket.Urgency;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockState;
import io.aftercare.tracking.Obstacles;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Everything that staff see has words in both languages. */
class WordsTest {

    private static final List<Class<? extends Enum<?>>> SHOWN = List.of(
            TicketStatus.class,
            Stage.class,
            Channel.class,
            RequestType.class,
            Category.class,
            Priority.class,
            Complexity.class,
            Impact.class,
            Urgency.class,
            Mood.class,
            ClosedBy.class,
            TimelineKind.class,
            ClockName.class,
            ClockState.class,
            Remedy.class,
            SolutionState.class,
            Compensations.Gate.class,
            CompensationLine.Kind.class,
            CompensationLine.Nature.class,
            CompensationLine.State.class,
            Obstacles.Alternative.class);

    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern KEY = Pattern.compile("#\\{([A-Za-z0-9._-]+)[}(]");

    @ParameterizedTest
    @ValueSource(strings = {"messages/ticket.properties", "messages/ticket_zh.properties"})
    void everyValueOfAShownEnumHasAWord(String bundle) {
        Properties words = load(bundle);
        List<String> missing = new ArrayList<>();
        for (Class<? extends Enum<?>> type : SHOWN) {
            for (Enum<?> value : type.getEnumConstants()) {
                String key = type.getSimpleName() + "." + value.name();
                if (words.getProperty(key, "").isBlank()) {
                    missing.add(key);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("areas")
    void bothLanguagesHaveTheSameKeysAndGaps(String area) {
        Properties english = load("messages/" + area + ".properties");
        Properties chinese = load("messages/" + area + "_zh.properties");
        assertThat(chinese.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(gaps(chinese.getProperty(key))).as(key).isEqualTo(gaps(english.getProperty(key)));
            for (String text : List.of(english.getProperty(key), chinese.getProperty(key))) {
                // only what has gaps is read as a pattern, in which a quote is written twice
                assertThat(text.contains("{") ? text.replace("''", "").contains("'") : text.contains("''"))
                        .as("%s would lose or double its quotes", key)
                        .isFalse();
            }
        }
    }

    /** Every area with words of its own; letters have a test of their own. */
    static List<String> areas() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".properties") && !name.endsWith("_zh.properties"))
                    .map(name -> name.substring(0, name.length() - ".properties".length()))
                    .filter(area -> !area.equals("mail"))
                    .sorted()
                    .toList();
        }
    }

    private static Properties allWords() throws IOException {
        Properties words = new Properties();
        for (String area : areas()) {
            words.putAll(load("messages/" + area + ".properties"));
        }
        return words;
    }

    @Test
    void aNameThatNobodyTranslatedStaysAsItsOwnerWroteIt() {
        assertThat(words(Locale.CHINESE).modelName("Pay refund")).isEqualTo("支付退款");
        assertThat(words(Locale.CHINESE).modelName("Pay it back quickly")).isEqualTo("Pay it back quickly");
    }

    @Test
    void everyMessageOfATemplateExists() throws IOException {
        Properties words = allWords();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher keys = KEY.matcher(Files.readString(file));
                while (keys.find()) {
                    assertThat(words.containsKey(keys.group(1)))
                            .as("%s in %s", keys.group(1), file)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everyFileThatATemplateNamesIsThere() throws IOException {
        Pattern file = Pattern.compile("@\\{(/(?:webjars|css|js|img)/[^}]+)}");
        try (Stream<Path> templates = Files.walk(TEMPLATES)) {
            for (Path template : templates.filter(Files::isRegularFile).toList()) {
                Matcher names = file.matcher(Files.readString(template));
                while (names.find()) {
                    String name = names.group(1);
                    String place = name.startsWith("/webjars/") ? "META-INF/resources" + name : "static" + name;
                    assertThat(WordsTest.class.getClassLoader().getResource(place))
                            .as("%s of %s", name, template)
                            .isNotNull();
                }
            }
        }
    }

    @Test
    void everyActionAndRoleOfTheDemoIsExplained() throws IOException {
        Properties words = allWords();
        for (String action : TicketPageController.DONE) {
            assertThat(words).containsKey("desk.done." + action);
        }
        for (String group : List.of(Groups.SERVICE_AGENTS, Groups.CHANNELS, Groups.ADMIN, Groups.heads("product"))) {
            assertThat(words).containsKey("desk.demo.does." + group);
        }
    }

    @Test
    void durationsAreToldInTheReadersWords() {
        Words english = words(Locale.ENGLISH);
        Words chinese = words(Locale.CHINESE);
        assertThat(english.duration(Duration.ofMinutes(200))).isEqualTo("3 h 20 min");
        assertThat(chinese.duration(Duration.ofMinutes(200))).isEqualTo("3小时20分钟");
        assertThat(english.duration(Duration.ofHours(47))).isEqualTo("47 h");
        assertThat(english.duration(Duration.ofHours(73))).isEqualTo("3 d 1 h");
        assertThat(english.duration(Duration.ofSeconds(10))).isEqualTo("0 min");
        Instant due = Instant.parse("2026-11-22T04:00:00Z");
        assertThat(english.countdown(due, due.minusSeconds(3600))).isEqualTo("1 h left");
        assertThat(english.countdown(due, due.plusSeconds(3600))).isEqualTo("overdue by 1 h");
        assertThat(chinese.countdown(due, due)).isEqualTo("已超时0分钟");
        assertThat(chinese.moment(due)).isEqualTo("2026年11月22日 12:00");
        assertThat(english.moment(due)).isEqualTo("22 Nov 2026, 12:00");
    }

    private static Words words(Locale locale) {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasenames("messages/desk", "messages/ticket");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return new Words(messages, new Nobody(), ZoneId.of("Asia/Shanghai"), locale, Map.of("Pay refund", "支付退款"));
    }

    private static List<String> gaps(String text) {
        return Pattern.compile("\\{(\\d+)")
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .sorted()
                .distinct()
                .toList();
    }

    private static Properties load(String name) {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(WordsTest.class.getClassLoader().getResourceAsStream(name)),
                StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }
}
