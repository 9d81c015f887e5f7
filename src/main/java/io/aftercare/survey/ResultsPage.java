package io.aftercare.survey;

import io.aftercare.desk.Words;
import io.aftercare.survey.SurveyResults.Answer;
import io.aftercare.survey.SurveyResults.Figure;
import io.aftercare.survey.SurveyResults.Flags;
import io.aftercare.survey.SurveyResults.Overview;
import io.aftercare.survey.SurveyResults.Pair;
import io.aftercare.survey.SurveyResults.Period;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The figures of one survey in a reader's words. */
record ResultsPage(
        List<Choice> templates,
        String from,
        String to,
        String query,
        boolean editor,
        List<Fact> glance,
        List<Row> dimensions,
        List<Table> tables,
        List<AnswerRow> answers,
        @Nullable String cut) {

    private static final int SHOWN = 20;

    static ResultsPage of(
            String code,
            List<Choice> templates,
            Period period,
            Overview overview,
            Map<String, String> dimensionNames,
            UnaryOperator<String> channelName,
            boolean editor,
            Words words) {
        List<Row> dimensions = overview.dimensions().stream()
                .map(pair -> Row.of(pair, dimensionNames.getOrDefault(pair.key(), pair.key())))
                .toList();
        List<Row> channels = overview.channels().stream()
                .map(pair -> Row.of(pair, channelName.apply(pair.key())))
                .toList();
        List<Table> tables = new ArrayList<>();
        if (!dimensions.isEmpty()) {
            tables.add(new Table(words.text("survey.by-dimension"), words.text("survey.dimension"), dimensions));
        }
        if (!channels.isEmpty()) {
            tables.add(new Table(words.text("survey.by-channel"), words.text("survey.channel"), channels));
        }
        return new ResultsPage(
                templates,
                period.from().toString(),
                period.until().toString(),
                "?template=" + code + "&from=" + period.from() + "&to=" + period.until(),
                editor,
                glance(overview, words),
                dimensions,
                tables,
                overview.answers().stream()
                        .limit(SHOWN)
                        .map(answer -> AnswerRow.of(answer, channelName, words))
                        .toList(),
                overview.cut() ? words.text("survey.cut", String.valueOf(SurveyResults.MOST)) : null);
    }

    private static List<Fact> glance(Overview overview, Words words) {
        List<Fact> facts = new ArrayList<>();
        int invited = overview.invited();
        String answered = invited == 0
                ? String.valueOf(overview.answered())
                : words.text("survey.answered.of", String.valueOf(overview.answered()), String.valueOf(invited));
        facts.add(Fact.plain(words.text("survey.count.raw"), answered));
        Figure raw = overview.overall().raw();
        Figure cleaned = overview.overall().cleaned();
        facts.add(both(words, "survey.score", decimal(raw.score()), decimal(cleaned.score()), cleaned.isShortBoard()));
        facts.add(both(words, "survey.rate", percent(raw.share()), percent(cleaned.share()), false));
        if (overview.recommend().count() > 0) {
            facts.add(both(
                    words,
                    "survey.recommend",
                    String.valueOf(overview.recommend().raw()),
                    overview.recommend().cleaned() == null
                            ? "–"
                            : String.valueOf(overview.recommend().cleaned()),
                    false));
        }
        Flags flags = overview.flags();
        facts.add(Fact.plain(
                words.text("survey.flagged"),
                words.text(
                        "survey.flagged.counts",
                        String.valueOf(flags.leftOut()),
                        String.valueOf(flags.sameScore()),
                        String.valueOf(flags.tooFast()),
                        String.valueOf(flags.duplicate()))));
        if (flags.workedOnIt() > 0) {
            facts.add(Fact.plain(words.text("survey.flag.workedOnIt"), String.valueOf(flags.workedOnIt())));
        }
        return facts;
    }

    private static Fact both(Words words, String label, String raw, String cleaned, boolean bad) {
        return new Fact(words.text(label), words.text("survey.raw-and-cleaned", raw, cleaned), bad ? "bad" : null);
    }

    static String decimal(@Nullable BigDecimal value) {
        return value == null ? "–" : value.toPlainString();
    }

    static String percent(@Nullable BigDecimal value) {
        return value == null ? "–" : value.toPlainString() + " %";
    }

    /** Why an answer is left out, and who typed it, in words. */
    static List<String> flags(boolean same, boolean fast, boolean duplicate, boolean workedOnIt, Words words) {
        List<String> flags = new ArrayList<>();
        if (same) {
            flags.add(words.text("survey.flag.sameScore"));
        }
        if (fast) {
            flags.add(words.text("survey.flag.tooFast"));
        }
        if (duplicate) {
            flags.add(words.text("survey.flag.duplicate"));
        }
        if (workedOnIt) {
            flags.add(words.text("survey.flag.workedOnIt"));
        }
        return flags;
    }

    record Table(String title, String column, List<Row> rows) {}

    record Row(
            String label,
            boolean bad,
            boolean badRaw,
            boolean badCleaned,
            String meanRaw,
            String meanCleaned,
            String shareRaw,
            String shareCleaned,
            String countRaw,
            String countCleaned) {

        static Row of(Pair pair, String label) {
            Figure raw = pair.raw();
            Figure cleaned = pair.cleaned();
            return new Row(
                    label,
                    cleaned.count() == 0 ? raw.isShortBoard() : cleaned.isShortBoard(),
                    raw.isShortBoard(),
                    cleaned.isShortBoard(),
                    decimal(raw.mean()),
                    decimal(cleaned.mean()),
                    percent(raw.share()),
                    percent(cleaned.share()),
                    String.valueOf(raw.count()),
                    String.valueOf(cleaned.count()));
        }
    }

    record AnswerRow(String overall, @Nullable String ticket, String facts, List<String> flags, List<String> words) {

        static AnswerRow of(Answer answer, UnaryOperator<String> channelName, Words words) {
            Integer overall = answer.scores().get("overall");
            List<String> facts = new ArrayList<>();
            facts.add(answer.day().toString());
            if (!answer.channel().isEmpty()) {
                facts.add(channelName.apply(answer.channel()));
            }
            String source = answer.source();
            if (source != null) {
                facts.add(words.text("survey.source." + source));
            }
            Integer seconds = answer.seconds();
            if (seconds != null) {
                facts.add(words.text("survey.seconds", String.valueOf(seconds)));
            }
            return new AnswerRow(
                    overall == null ? "–" : overall + "/5",
                    answer.ticket(),
                    String.join(" · ", facts),
                    ResultsPage.flags(
                            answer.sameScore(), answer.tooFast(), answer.duplicate(), answer.workedOnIt(), words),
                    List.copyOf(answer.words().values()));
        }
    }
}
