package io.aftercare.survey;

import io.aftercare.desk.Words;
import io.aftercare.survey.Question.Kind;
import io.aftercare.survey.SurveyTemplates.NamedDimension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page on which a template is written, checked and published. */
record EditorPage(
        String code,
        String title,
        int version,
        @Nullable Integer published,
        @Nullable Integer draft,
        boolean blocked,
        boolean callback,
        boolean anonymous,
        boolean campaign,
        List<TextRow> texts,
        List<QuestionRow> rows,
        List<FindingRow> findings,
        List<VersionRow> versions,
        List<WaveRow> waves,
        String waveFrom,
        String waveUntil) {

    private static final int BLANK_ROWS = 2;

    static EditorPage of(
            List<SurveyTemplate> versions,
            SurveyContent shown,
            List<Finding> findings,
            List<NamedDimension> dimensions,
            List<Wave> waves,
            LocalDate today,
            Words words,
            Locale locale) {
        SurveyTemplate newest = versions.get(0);
        Integer published = versions.stream()
                .filter(SurveyTemplate::isPublished)
                .map(SurveyTemplate::version)
                .findFirst()
                .orElse(null);
        List<QuestionRow> rows = new ArrayList<>();
        for (Question question : shown.questions()) {
            rows.add(QuestionRow.of(rows.size(), question, dimensions, words, locale));
        }
        for (int blank = 0; blank < BLANK_ROWS; blank++) {
            rows.add(QuestionRow.blank(rows.size(), dimensions, words, locale));
        }
        return new EditorPage(
                newest.code(),
                newest.form().title().in(locale),
                newest.version(),
                published,
                newest.isPublished() ? null : newest.version(),
                findings.stream().anyMatch(Finding::isError),
                newest.isCallback(),
                shown.anonymous(),
                published != null
                        && !newest.isCallback()
                        && versions.stream()
                                .filter(SurveyTemplate::isPublished)
                                .findFirst()
                                .map(version -> version.form().anonymous())
                                .orElse(false),
                List.of(
                        new TextRow(
                                "title",
                                words.text("survey.text.title"),
                                shown.title().zh(),
                                shown.title().en()),
                        new TextRow(
                                "intro",
                                words.text("survey.text.intro"),
                                shown.intro().zh(),
                                shown.intro().en()),
                        new TextRow(
                                "incentive",
                                words.text("survey.text.incentive"),
                                shown.incentive().zh(),
                                shown.incentive().en()),
                        new TextRow(
                                "contact",
                                words.text("survey.text.contact"),
                                shown.contact().zh(),
                                shown.contact().en())),
                rows,
                findings.stream().map(finding -> FindingRow.of(finding, words)).toList(),
                versions.stream().map(version -> VersionRow.of(version, words)).toList(),
                waves.stream().map(wave -> WaveRow.of(wave, words)).toList(),
                today.minusDays(30).toString(),
                today.minusDays(1).toString());
    }

    record TextRow(String name, String label, String zh, String en) {}

    record QuestionRow(
            int index,
            int place,
            boolean empty,
            String code,
            List<Choice> kinds,
            List<Choice> dimensions,
            boolean required,
            String zh,
            String en,
            String choices) {

        static QuestionRow of(
                int index, Question question, List<NamedDimension> dimensions, Words words, Locale locale) {
            return new QuestionRow(
                    index,
                    index + 1,
                    false,
                    question.code(),
                    kinds(question.kind(), words),
                    dimensions(dimensions, question.dimension(), locale),
                    question.required(),
                    question.text().zh(),
                    question.text().en(),
                    question.choices().stream()
                            .map(choice -> choice.code() + " | " + choice.text().zh() + " | "
                                    + choice.text().en())
                            .collect(Collectors.joining("\n")));
        }

        static QuestionRow blank(int index, List<NamedDimension> dimensions, Words words, Locale locale) {
            return new QuestionRow(
                    index,
                    index + 1,
                    true,
                    "",
                    kinds(Kind.LIKERT5, words),
                    dimensions(dimensions, null, locale),
                    false,
                    "",
                    "",
                    "");
        }

        private static List<Choice> kinds(Kind chosen, Words words) {
            return Choice.of(
                    Arrays.stream(Kind.values()).map(Kind::name).toList(),
                    chosen.name(),
                    kind -> words.text("survey.kind." + kind));
        }

        private static List<Choice> dimensions(List<NamedDimension> known, @Nullable String chosen, Locale locale) {
            return known.stream()
                    .map(dimension -> new Choice(
                            dimension.code(),
                            dimension.text().in(locale),
                            dimension.code().equals(chosen)))
                    .toList();
        }
    }

    record FindingRow(boolean error, String text) {

        static FindingRow of(Finding finding, Words words) {
            Object[] arguments =
                    finding.arguments().stream().map(String::valueOf).toArray();
            String text = words.text(finding.key(), arguments);
            Integer question = finding.question();
            return new FindingRow(
                    finding.isError(),
                    question == null
                            ? text
                            : words.text("survey.question", String.valueOf(question))
                                    + words.text("desk.colon")
                                    + text);
        }
    }

    record VersionRow(int number, String facts) {

        static VersionRow of(SurveyTemplate version, Words words) {
            String facts = version.isPublished()
                    ? words.text(
                            "survey.version.published",
                            words.moment(version.publishedAt()),
                            words.person(version.publishedBy()))
                    : words.text(
                            "survey.version.saved", words.moment(version.savedAt()), words.person(version.savedBy()));
            return new VersionRow(version.version(), facts);
        }
    }

    record WaveRow(String name, String served, String sent, String invited, String leftOut, String ends) {

        static WaveRow of(Wave wave, Words words) {
            return new WaveRow(
                    wave.name(),
                    wave.servedFrom() + " – " + wave.servedUntil(),
                    words.moment(wave.startedAt()),
                    String.valueOf(wave.invited()),
                    String.valueOf(wave.leftOut()),
                    words.day(wave.expiresAt()));
        }
    }
}
