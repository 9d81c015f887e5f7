package io.aftercare.survey;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/**
 * What a version of a template asks and says (1-22): {@code incentive} tells what everybody gets who answers, whatever
 * he answers (1-09), {@code contact} who reads it.
 */
public record SurveyContent(
        Bilingual title,
        Bilingual intro,
        Bilingual incentive,
        Bilingual contact,
        boolean anonymous,
        List<Question> questions) {

    @JsonIgnore
    public Optional<Question> question(String code) {
        return questions.stream()
                .filter(question -> question.code().equals(code))
                .findFirst();
    }

    /** Rough time to answer in seconds (1-06, 1-23): reading, a tap, and a minute's writing for every open question. */
    @JsonIgnore
    public int seconds() {
        return questions.stream()
                .mapToInt(question -> switch (question.kind()) {
                    case LIKERT5 -> 10;
                    case NPS11 -> 12;
                    case CHOICE -> 8;
                    case TEXT -> question.required() ? 60 : 25;
                })
                .sum();
    }
}
