package io.aftercare.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.survey.Finding.Level;
import io.aftercare.survey.Question.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lint says about a template, and what it leaves alone. */
class TemplateLintTest {

    private static final Set<String> DIMENSIONS =
            Set.of("OVERALL", "ATTITUDE", "RESPONSE", "PROFESSION", "COMMUNICATION", "PROCESS", "EFFECT");

    @ParameterizedTest
    @ValueSource(strings = {SurveyTemplate.CALLBACK, SurveyTemplate.QUESTIONNAIRE})
    void whatWeShipHasNothingToComplainAbout(String code) throws IOException {
        assertThat(TemplateLint.findings(code, shipped(code), DIMENSIONS)).isEmpty();
        assertThat(shipped(code).questions()).hasSizeLessThanOrEqualTo(10);
        assertThat(shipped(code).seconds()).isLessThanOrEqualTo(180);
    }

    @Test
    void theQuestionnaireAsksForTheFiveDimensionsAfterTheWhole() throws IOException {
        assertThat(shipped(SurveyTemplate.QUESTIONNAIRE).questions())
                .filteredOn(Question::isRating)
                .extracting(Question::dimension)
                .containsExactly("OVERALL", "ATTITUDE", "RESPONSE", "PROFESSION", "COMMUNICATION", "PROCESS");
    }

    @Property(tries = 40)
    void moreThanTenQuestionsAreAnErrorAndTenAreNot(@ForAll @IntRange(min = 1, max = 25) int count) {
        Question[] questions = IntStream.range(0, count)
                .mapToObj(place -> rating("q" + place, place == 0 ? "OVERALL" : "ATTITUDE"))
                .toArray(Question[]::new);
        assertThat(keys(form(questions)).contains("too-many")).isEqualTo(count > 10);
    }

    /** Wherever the overall question stands among the marks: only the first place is right. */
    @Property(tries = 40)
    void theWholeIsAskedBeforeTheDetails(
            @ForAll @IntRange(min = 0, max = 5) int place, @ForAll @IntRange(min = 0, max = 3) int choicesBefore) {
        List<Question> questions = new ArrayList<>();
        for (int choice = 0; choice < choicesBefore; choice++) {
            questions.add(choice("c" + choice));
        }
        for (int mark = 0; mark < 6; mark++) {
            questions.add(rating("m" + mark, mark == place ? "OVERALL" : "PROCESS"));
        }
        assertThat(keys(form(questions.toArray(Question[]::new))).contains("overall-first"))
                .isEqualTo(place > 0);
    }

    @ParameterizedTest
    @CsvSource({
        "您难道不满意吗？, How satisfied are you?, leading",
        "您对我们优质的服务满意吗？, How satisfied are you?, leading",
        "您满意吗？, Do you agree that our excellent team helped you?, leading",
        "您对闭环处理满意吗？, How satisfied are you?, jargon",
        "您满意吗？, How good was our SLA?, jargon",
        "您对速度以及态度满意吗？, How satisfied are you?, double"
    })
    void whatIsNotPlainOrNotFairIsAWarning(String zh, String en, String key) {
        List<Finding> findings = findings(
                form(new Question("overall", Kind.LIKERT5, "OVERALL", true, new Bilingual(zh, en), List.of())));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.key()).isEqualTo("survey.lint." + key);
            assertThat(finding.level()).isEqualTo(Level.WARNING);
            assertThat(finding.question()).isEqualTo(1);
        });
    }

    @Test
    void aMissingLanguageADimensionThatNobodyKnowsAndACodeThatIsThereTwiceAreErrors() {
        assertThat(keys(form(
                        new Question("overall", Kind.LIKERT5, "OVERALL", true, new Bilingual("您满意吗？", ""), List.of()))))
                .containsExactly("language");
        assertThat(keys(form(rating("overall", "OVERALL"), rating("x", "MAGIC"))))
                .containsExactly("unknown-dimension");
        assertThat(keys(form(rating("overall", "OVERALL"), rating("x", null)))).containsExactly("no-dimension");
        assertThat(keys(form(rating("x", "OVERALL"), rating("x", "PROCESS")))).containsExactly("code-twice");
        assertThat(keys(form(rating("A B", "OVERALL")))).containsExactly("code");
        assertThat(keys(form())).contains("no-question", "no-rating");
    }

    @Test
    void theCallbackKeepsTheQuestionsThatTheProcessReads() throws IOException {
        SurveyContent shipped = shipped(SurveyTemplate.CALLBACK);
        List<Question> without = shipped.questions().stream()
                .filter(question -> !question.code().equals("speed"))
                .toList();
        assertThat(keys(SurveyTemplate.CALLBACK, with(shipped, without))).containsExactly("callback-needs");
        List<Question> more = new ArrayList<>(shipped.questions());
        more.add(choice("extra"));
        assertThat(keys(SurveyTemplate.CALLBACK, with(shipped, more))).contains("callback-only");
    }

    private static SurveyContent shipped(String code) throws IOException {
        return Objects.requireNonNull(new ObjectMapper()
                .readValue(
                        TemplateLintTest.class.getResourceAsStream("/surveys/" + code + ".json"), SurveyContent.class));
    }

    private static SurveyContent with(SurveyContent form, List<Question> questions) {
        return new SurveyContent(form.title(), form.intro(), form.incentive(), form.contact(), false, questions);
    }

    private static SurveyContent form(Question... questions) {
        Bilingual text = new Bilingual("问卷", "Survey");
        return new SurveyContent(
                text, Bilingual.EMPTY, Bilingual.EMPTY, Bilingual.EMPTY, true, Arrays.asList(questions));
    }

    private static Question rating(String code, @Nullable String dimension) {
        return new Question(
                code, Kind.LIKERT5, dimension, true, new Bilingual("您满意吗？", "How satisfied are you?"), List.of());
    }

    private static Question choice(String code) {
        return new Question(
                code,
                Kind.CHOICE,
                null,
                false,
                new Bilingual("哪种服务？", "Which service?"),
                List.of(
                        new Question.Choice("a", new Bilingual("维修", "Repair")),
                        new Question.Choice("b", new Bilingual("退货", "Return"))));
    }

    private static List<Finding> findings(SurveyContent form) {
        return TemplateLint.findings("any", form, DIMENSIONS);
    }

    private static List<String> keys(SurveyContent form) {
        return keys("any", form);
    }

    private static List<String> keys(String code, SurveyContent form) {
        return TemplateLint.findings(code, form, DIMENSIONS).stream()
                .map(finding -> finding.key().substring("survey.lint.".length()))
                .distinct()
                .toList();
    }
}
