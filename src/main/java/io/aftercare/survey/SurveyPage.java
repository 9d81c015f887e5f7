package io.aftercare.survey;

import io.aftercare.survey.Question.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A survey in one reader's language. */
record SurveyPage(
        String title,
        String intro,
        String incentive,
        String contact,
        boolean anonymous,
        int minutes,
        List<Row> questions) {

    static SurveyPage of(SurveyContent form, Locale locale) {
        return new SurveyPage(
                form.title().in(locale),
                form.intro().in(locale),
                form.incentive().in(locale),
                form.contact().in(locale),
                form.anonymous(),
                Math.max(1, (form.seconds() + 59) / 60),
                form.questions().stream()
                        .map(question -> Row.of(question, locale))
                        .toList());
    }

    /** One question; {@code scale} and {@code ends} say which marks there are and what the first and the last mean. */
    record Row(String code, String kind, boolean required, String text, List<Option> options) {

        static Row of(Question question, Locale locale) {
            return new Row(
                    question.code(),
                    question.kind().name(),
                    question.required(),
                    question.text().in(locale),
                    options(question, locale));
        }

        private static List<Option> options(Question question, Locale locale) {
            if (question.kind() == Kind.CHOICE) {
                return question.choices().stream()
                        .map(choice -> new Option(choice.code(), choice.text().in(locale)))
                        .toList();
            }
            if (question.kind() == Kind.TEXT) {
                return List.of();
            }
            boolean likert = question.kind() == Kind.LIKERT5;
            return IntStream.rangeClosed(likert ? 1 : 0, likert ? 5 : 10)
                    .mapToObj(mark -> new Option(String.valueOf(mark), String.valueOf(mark)))
                    .toList();
        }

        public String scale() {
            return switch (kind) {
                case "LIKERT5" -> "scale-5";
                case "NPS11" -> "scale-11";
                default -> options.size() == 2 ? "scale-2" : "scale-list";
            };
        }
    }

    record Option(String value, String label) {}
}
