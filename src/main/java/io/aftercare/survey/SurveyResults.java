package io.aftercare.survey;

import io.aftercare.survey.Question.Kind;
import io.aftercare.survey.SurveyMapper.ResponseRow;
import io.aftercare.survey.SurveyMapper.TicketAnswerRow;
import io.aftercare.survey.SurveyMapper.ValueRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the answers say, as they came and without those that are flagged, side by side (D7, D11, 1-12, 1-13). */
@Service
@Transactional(readOnly = true)
public class SurveyResults {

    /** Who reads the figures. */
    public static final String READERS =
            "hasAnyRole('process-owners', 'service-managers', 'service-supervisors', 'complaints-supervisors',"
                    + " 'complaints-heads', 'operations-heads', 'product-heads', 'technical-heads', 'camunda-admin')";

    static final int MOST = 20_000;
    static final BigDecimal SHORT_BOARD = new BigDecimal(3);

    private static final int SATISFIED_FROM = 4;

    private final SurveyMapper surveys;
    private final SurveyTemplates templates;
    private final ZoneId zone;

    SurveyResults(SurveyMapper surveys, SurveyTemplates templates, @Value("${aftercare.zone}") ZoneId zone) {
        this.surveys = surveys;
        this.templates = templates;
        this.zone = zone;
    }

    /** Both days belong to it. */
    public record Period(LocalDate from, LocalDate until) {}

    /** Mean and share of 4 and 5 of so many marks; both null without any. */
    public record Figure(
            int count, @Nullable BigDecimal mean, @Nullable BigDecimal share) {

        static Figure of(List<Integer> marks) {
            if (marks.isEmpty()) {
                return new Figure(0, null, null);
            }
            BigDecimal count = BigDecimal.valueOf(marks.size());
            long sum = marks.stream().mapToLong(Integer::longValue).sum();
            long satisfied =
                    marks.stream().filter(mark -> mark >= SATISFIED_FROM).count();
            return new Figure(
                    marks.size(),
                    BigDecimal.valueOf(sum).divide(count, 2, RoundingMode.HALF_UP),
                    BigDecimal.valueOf(satisfied * 100).divide(count, 1, RoundingMode.HALF_UP));
        }

        /** Below 3: the short board (1-12). */
        public boolean isShortBoard() {
            return mean != null && mean.compareTo(SHORT_BOARD) < 0;
        }

        /** The satisfaction score: mean x 20 (D11). */
        public @Nullable BigDecimal score() {
            return mean == null ? null : mean.multiply(BigDecimal.valueOf(20)).setScale(1, RoundingMode.HALF_UP);
        }
    }

    /** The same marks twice: all, and without what is flagged. */
    public record Pair(String key, Figure raw, Figure cleaned) {}

    /** Would he recommend us: share of 9 and 10 less share of 0 to 6. */
    public record Recommend(@Nullable Integer raw, @Nullable Integer cleaned, int count) {}

    /** How often each reason was found. */
    public record Flags(int sameScore, int tooFast, int duplicate, int leftOut, int workedOnIt) {}

    /** Everything that the overview shows. */
    public record Overview(
            int invited,
            int answered,
            Pair overall,
            List<Pair> dimensions,
            List<Pair> channels,
            Recommend recommend,
            Flags flags,
            List<Answer> answers,
            boolean cut) {}

    /** One answer, of a ticket or of nobody; scores and words by question code. */
    public record Answer(
            LocalDate day,
            @Nullable String ticket,
            String channel,
            @Nullable String source,
            int version,
            Map<String, Integer> scores,
            Map<String, String> choices,
            Map<String, String> words,
            @Nullable Integer seconds,
            boolean sameScore,
            boolean tooFast,
            boolean duplicate,
            boolean workedOnIt) {

        public boolean isLeftOut() {
            return sameScore || tooFast || duplicate;
        }
    }

    /** The answers to a template in a period, newest first. */
    public Overview of(String code, Period period) {
        List<Answer> answers = code.equals(SurveyTemplate.CALLBACK) ? ticketAnswers(period) : responses(code, period);
        boolean cut = answers.size() > MOST;
        List<Answer> counted = cut ? answers.subList(0, MOST) : answers;
        Map<Integer, SurveyContent> forms = forms(code, counted);
        Map<String, List<Mark>> byDimension = new LinkedHashMap<>();
        for (SurveyTemplates.NamedDimension dimension : templates.dimensions()) {
            byDimension.put(dimension.code(), new ArrayList<>());
        }
        Map<String, List<Mark>> byChannel = new TreeMap<>();
        List<Mark> recommend = new ArrayList<>();
        for (Answer answer : counted) {
            SurveyContent form = Objects.requireNonNull(forms.get(answer.version()));
            for (Question question : form.questions()) {
                Integer score = answer.scores().get(question.code());
                String dimension = question.dimension();
                if (score == null) {
                    continue;
                }
                Mark mark = new Mark(score, answer.isLeftOut());
                if (question.kind() == Kind.NPS11) {
                    recommend.add(mark);
                } else if (dimension != null) {
                    byDimension
                            .computeIfAbsent(dimension, unused -> new ArrayList<>())
                            .add(mark);
                    if (dimension.equals("OVERALL") && !answer.channel().isEmpty()) {
                        byChannel
                                .computeIfAbsent(answer.channel(), unused -> new ArrayList<>())
                                .add(mark);
                    }
                }
            }
        }
        List<Pair> dimensions = pairs(byDimension);
        return new Overview(
                surveys.invited(
                        code,
                        period.from().atStartOfDay(zone).toInstant(),
                        period.until().plusDays(1).atStartOfDay(zone).toInstant()),
                counted.size(),
                dimensions.stream()
                        .filter(pair -> pair.key().equals("OVERALL"))
                        .findFirst()
                        .orElseGet(() -> pair("OVERALL", List.of())),
                dimensions,
                pairs(byChannel),
                new Recommend(
                        recommend(recommend, mark -> true),
                        recommend(recommend, mark -> !mark.leftOut()),
                        recommend.size()),
                flags(counted),
                counted,
                cut);
    }

    /** What a ticket's customers said, newest round first. */
    List<TicketAnswerRow> ofTicket(String ticketNumber) {
        return surveys.answersOfTicket(ticketNumber);
    }

    private List<Answer> ticketAnswers(Period period) {
        int version = templates.published(SurveyTemplate.CALLBACK).version();
        return surveys
                .ticketAnswers(
                        period.from().atStartOfDay(zone).toInstant(),
                        period.until().plusDays(1).atStartOfDay(zone).toInstant(),
                        MOST + 1)
                .stream()
                .map(row -> answer(row, version))
                .toList();
    }

    private Answer answer(TicketAnswerRow row, int version) {
        Map<String, Integer> scores = new LinkedHashMap<>();
        scores.put("overall", row.overall());
        scores.put("speed", row.speed());
        scores.put("effect", row.effect());
        scores.put("attitude", row.attitude());
        Integer recommend = row.recommend();
        if (recommend != null) {
            scores.put("recommend", recommend);
        }
        String suggestion = row.suggestion();
        return new Answer(
                LocalDate.ofInstant(row.answeredAt(), zone),
                row.ticketNumber(),
                row.channel(),
                row.source(),
                version,
                scores,
                Map.of("resolved", String.valueOf(row.resolved())),
                suggestion == null ? Map.of() : Map.of("suggestion", suggestion),
                row.durationSeconds(),
                row.sameScore(),
                row.tooFast(),
                row.duplicate(),
                row.workedOnIt());
    }

    private List<Answer> responses(String code, Period period) {
        LocalDate until = period.until().plusDays(1);
        Map<String, List<ValueRow>> values = new HashMap<>();
        for (ValueRow value : surveys.values(code, period.from(), until)) {
            values.computeIfAbsent(value.responseId(), unused -> new ArrayList<>())
                    .add(value);
        }
        return surveys.responses(code, period.from(), until, MOST + 1).stream()
                .map(row -> answer(row, values.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static Answer answer(ResponseRow row, List<ValueRow> values) {
        Map<String, Integer> scores = new LinkedHashMap<>();
        Map<String, String> choices = new LinkedHashMap<>();
        Map<String, String> words = new LinkedHashMap<>();
        for (ValueRow value : values) {
            Integer score = value.score();
            String choice = value.choice();
            String said = value.words();
            if (score != null) {
                scores.put(value.questionCode(), score);
            }
            if (choice != null) {
                choices.put(value.questionCode(), choice);
            }
            if (said != null) {
                words.put(value.questionCode(), said);
            }
        }
        return new Answer(
                row.answeredOn(),
                null,
                choices.getOrDefault("channel", ""),
                null,
                row.versionNo(),
                scores,
                choices,
                words,
                row.durationSeconds(),
                row.sameScore(),
                row.tooFast(),
                row.duplicate(),
                false);
    }

    private Map<Integer, SurveyContent> forms(String code, List<Answer> answers) {
        Set<Integer> versions = new LinkedHashSet<>();
        answers.forEach(answer -> versions.add(answer.version()));
        Map<Integer, SurveyContent> forms = new HashMap<>();
        versions.forEach(
                version -> forms.put(version, templates.version(code, version).form()));
        return forms;
    }

    private static List<Pair> pairs(Map<String, List<Mark>> marks) {
        return marks.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> pair(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Pair pair(String key, List<Mark> marks) {
        return new Pair(
                key,
                Figure.of(marks.stream().map(Mark::score).toList()),
                Figure.of(marks.stream()
                        .filter(mark -> !mark.leftOut())
                        .map(Mark::score)
                        .toList()));
    }

    private static @Nullable Integer recommend(List<Mark> marks, Predicate<Mark> counted) {
        List<Integer> scores = marks.stream().filter(counted).map(Mark::score).toList();
        if (scores.isEmpty()) {
            return null;
        }
        long promoters = scores.stream().filter(score -> score >= 9).count();
        long critics = scores.stream().filter(score -> score <= 6).count();
        return (int) Math.round((promoters - critics) * 100.0 / scores.size());
    }

    private static Flags flags(List<Answer> answers) {
        return new Flags(
                count(answers, Answer::sameScore),
                count(answers, Answer::tooFast),
                count(answers, Answer::duplicate),
                count(answers, Answer::isLeftOut),
                count(answers, Answer::workedOnIt));
    }

    private static int count(List<Answer> answers, Predicate<Answer> wanted) {
        return (int) answers.stream().filter(wanted).count();
    }

    private record Mark(int score, boolean leftOut) {}
}
