package io.aftercare.survey;

import io.aftercare.survey.Finding.Level;
import io.aftercare.survey.Question.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a template before customers do: few questions, from the whole to the detail, plain and not leading (1-05, 1-06). */
final class TemplateLint {

    static final int MOST_QUESTIONS = 10;
    static final int LONGEST_SECONDS = 180;
    static final int LONGEST_ZH = 40;
    static final int LONGEST_EN = 120;
    static final int MOST_TEXT = 300;
    static final int MOST_CHOICES = 8;

    private static final Set<String> CALLBACK_CODES =
            Set.of("resolved", "speed", "effect", "attitude", "overall", "recommend", "suggestion");
    private static final Set<String> CALLBACK_NEEDS = Set.of("resolved", "speed", "effect", "attitude", "overall");

    /** Words that put the answer into the customer's mouth. */
    private static final List<String> LEADING_ZH =
            List.of("是否同意", "难道", "是不是很", "优质", "卓越", "一流", "贴心", "高效的", "满意吗？是吧", "您一定", "众所周知", "大家都", "不觉得", "想必");

    private static final Pattern LEADING_EN = Pattern.compile(
            "\\b(don't you|do you agree|wouldn't you|isn't it|surely|of course|obviously|excellent|outstanding|"
                    + "great|friendly|fast service|world-class|everybody|as you know|how much did you enjoy)\\b",
            Pattern.CASE_INSENSITIVE);

    /** What only we say: a customer need not know it. */
    private static final Pattern JARGON = Pattern.compile(
            "\\b(SLA|CSAT|NPS|FCR|FRT|KPI|RMA|CRM|ticket|touchpoint|stakeholder|resolution)\\b|工单|闭环|触点|赋能|时效|履约",
            Pattern.CASE_INSENSITIVE);

    /** Two questions in one cannot be answered with one mark. */
    private static final Pattern DOUBLE =
            Pattern.compile("以及|并且|\\band (?:also|whether|how)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    private final Set<String> dimensions;
    private final List<Finding> findings = new ArrayList<>();

    private TemplateLint(Set<String> dimensions) {
        this.dimensions = dimensions;
    }

    static List<Finding> findings(String code, SurveyContent form, Set<String> dimensions) {
        TemplateLint lint = new TemplateLint(dimensions);
        lint.whole(form);
        lint.order(form);
        for (int place = 0; place < form.questions().size(); place++) {
            lint.question(place + 1, form.questions().get(place));
        }
        lint.codes(form);
        if (code.equals(SurveyTemplate.CALLBACK)) {
            lint.callback(form);
        }
        return List.copyOf(lint.findings);
    }

    private void whole(SurveyContent form) {
        bothLanguages(null, form.title(), true);
        bothLanguages(null, form.intro(), false);
        bothLanguages(null, form.incentive(), false);
        bothLanguages(null, form.contact(), false);
        if (form.questions().isEmpty()) {
            error("no-question", null);
        }
        if (form.questions().size() > MOST_QUESTIONS) {
            error("too-many", null, form.questions().size(), MOST_QUESTIONS);
        }
        if (form.seconds() > LONGEST_SECONDS) {
            warn("too-long-to-answer", null, (form.seconds() + 59) / 60);
        }
        if (form.questions().stream()
                        .filter(question -> question.kind() == Kind.TEXT)
                        .count()
                > 2) {
            warn("many-open", null);
        }
    }

    /** From the whole to the detail (1-05), and open questions at the end. */
    private void order(SurveyContent form) {
        List<Question> ratings =
                form.questions().stream().filter(Question::isRating).toList();
        if (ratings.isEmpty()) {
            error("no-rating", null);
            return;
        }
        long overall = ratings.stream()
                .filter(question -> "OVERALL".equals(question.dimension()))
                .count();
        if (overall != 1) {
            error(overall == 0 ? "no-overall" : "several-overall", null);
        } else if (!"OVERALL".equals(ratings.get(0).dimension())) {
            error("overall-first", null);
        }
        boolean open = false;
        for (int place = 0; place < form.questions().size(); place++) {
            Question question = form.questions().get(place);
            if (open && question.isRating()) {
                warn("open-before-rating", place + 1);
            }
            open |= question.kind() == Kind.TEXT;
        }
    }

    private void question(int place, Question question) {
        bothLanguages(place, question.text(), true);
        String zh = question.text().zh();
        String en = question.text().en();
        if (zh.codePointCount(0, zh.length()) > MOST_TEXT || en.length() > MOST_TEXT) {
            error("text-too-long", place, MOST_TEXT);
        } else if (zh.codePointCount(0, zh.length()) > LONGEST_ZH || en.length() > LONGEST_EN) {
            warn("long", place, LONGEST_ZH, LONGEST_EN);
        }
        LEADING_ZH.stream().filter(zh::contains).findFirst().ifPresent(word -> warn("leading", place, word));
        words(LEADING_EN, en, "leading", place);
        words(JARGON, zh, "jargon", place);
        words(JARGON, en, "jargon", place);
        if (question.kind() != Kind.TEXT) {
            words(DOUBLE, zh, "double", place);
            words(DOUBLE, en, "double", place);
        }
        if (question.isRating() && question.dimension() == null) {
            error("no-dimension", place);
        }
        String dimension = question.dimension();
        if (dimension != null && !dimensions.contains(dimension)) {
            error("unknown-dimension", place, dimension);
        }
        if (question.kind() == Kind.TEXT && question.required()) {
            warn("open-required", place);
        }
        if (question.kind() == Kind.CHOICE) {
            choices(place, question);
        }
    }

    private void choices(int place, Question question) {
        if (question.choices().size() < 2) {
            error("choices-few", place);
        }
        if (question.choices().size() > MOST_CHOICES) {
            error("choices-many", place, MOST_CHOICES);
        }
        Set<String> codes = new HashSet<>();
        for (Question.Choice choice : question.choices()) {
            bothLanguages(place, choice.text(), true);
            if (!CODE.matcher(choice.code().toLowerCase(Locale.ROOT)).matches() || !codes.add(choice.code())) {
                error("choice-code", place, choice.code());
            }
        }
    }

    private void codes(SurveyContent form) {
        Set<String> codes = new HashSet<>();
        for (int place = 0; place < form.questions().size(); place++) {
            String code = form.questions().get(place).code();
            if (!CODE.matcher(code).matches()) {
                error("code", place + 1, code);
            } else if (!codes.add(code)) {
                error("code-twice", place + 1, code);
            }
        }
    }

    /** The process reads these answers: their codes and kinds stay; words, order and the optional ones are free. */
    private void callback(SurveyContent form) {
        for (String code : CALLBACK_NEEDS.stream().sorted().toList()) {
            if (form.question(code).isEmpty()) {
                error("callback-needs", null, code);
            }
        }
        for (int place = 0; place < form.questions().size(); place++) {
            Question question = form.questions().get(place);
            boolean fits = CALLBACK_CODES.contains(question.code())
                    && switch (question.code()) {
                        case "resolved" ->
                            question.kind() == Kind.CHOICE
                                    && question.choices().stream()
                                            .map(Question.Choice::code)
                                            .sorted()
                                            .toList()
                                            .equals(List.of("false", "true"));
                        case "recommend" -> question.kind() == Kind.NPS11;
                        case "suggestion" -> question.kind() == Kind.TEXT;
                        default -> question.kind() == Kind.LIKERT5;
                    };
            if (!fits) {
                error("callback-only", place + 1, question.code());
            }
        }
        if (form.anonymous()) {
            error("callback-named", null);
        }
    }

    private void words(Pattern pattern, String text, String key, int place) {
        var found = pattern.matcher(text);
        if (found.find()) {
            warn(key, place, found.group());
        }
    }

    private void bothLanguages(@Nullable Integer place, Bilingual text, boolean required) {
        if (text.isHalf() || required && text.isEmpty()) {
            error("language", place);
        }
    }

    private void error(String key, @Nullable Integer place, Object... arguments) {
        findings.add(new Finding(Level.ERROR, "survey.lint." + key, place, List.of(arguments)));
    }

    private void warn(String key, @Nullable Integer place, Object... arguments) {
        findings.add(new Finding(Level.WARNING, "survey.lint." + key, place, List.of(arguments)));
    }
}
