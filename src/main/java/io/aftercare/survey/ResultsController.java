package io.aftercare.survey;

import io.aftercare.desk.SheetWriter;
import io.aftercare.desk.Wording;
import io.aftercare.desk.Words;
import io.aftercare.problem.Checks;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.survey.SurveyResults.Answer;
import io.aftercare.survey.SurveyResults.Overview;
import io.aftercare.survey.SurveyResults.Period;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the surveys say, on a page and as a table to take away (1-12, 1-13). */
@Controller
@RequestMapping("/surveys/results")
@PreAuthorize(SurveyResults.READERS)
class ResultsController {

    private static final int DAYS = 90;

    private final SurveyResults results;
    private final SurveyTemplates templates;
    private final Wording wording;
    private final CurrentUser currentUser;
    private final Clock clock;

    ResultsController(
            SurveyResults results, SurveyTemplates templates, Wording wording, CurrentUser currentUser, Clock clock) {
        this.results = results;
        this.templates = templates;
        this.wording = wording;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    @GetMapping
    String page(
            @RequestParam(required = false) @Nullable String template,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            Model model,
            Locale locale) {
        String code = code(template);
        Period period = period(from, to);
        Words words = wording.in(locale);
        model.addAttribute(
                "page",
                ResultsPage.of(
                        code,
                        Choice.of(
                                published(),
                                code,
                                each -> templates.published(each).form().title().in(locale)),
                        period,
                        results.of(code, period),
                        templates.dimensions().stream()
                                .collect(Collectors.toMap(
                                        SurveyTemplates.NamedDimension::code,
                                        dimension -> dimension.text().in(locale))),
                        channelName(code, words, locale),
                        currentUser.isIn(Groups.PROCESS_OWNERS)
                                || currentUser.isIn(Groups.SERVICE_MANAGERS)
                                || currentUser.isIn(Groups.ADMIN),
                        words));
        return "survey/results";
    }

    /** Every answer of the period, one a row; what people wrote can never be calculated where it is opened (S15). */
    @GetMapping("/export.{format:xlsx|csv}")
    void export(
            @PathVariable String format,
            @RequestParam(required = false) @Nullable String template,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        String code = code(template);
        Overview overview = results.of(code, period(from, to));
        Words words = wording.in(locale);
        UnaryOperator<String> channelName = channelName(code, words, locale);
        Map<String, String> questions = questions(code, overview, locale);
        boolean named = code.equals(SurveyTemplate.CALLBACK);
        try (SheetWriter sheet = SheetWriter.answering(
                response, format, words.text("survey.file"), LocalDate.ofInstant(clock.instant(), wording.zone()))) {
            List<String> head = new ArrayList<>(List.of(words.text("survey.day")));
            if (named) {
                head.addAll(List.of(
                        words.text("survey.ticket.number"), words.text("survey.channel"), words.text("survey.source")));
            }
            head.addAll(questions.values());
            head.addAll(List.of(words.text("survey.duration"), words.text("survey.flagged")));
            sheet.row(head);
            for (Answer answer : overview.answers()) {
                List<Object> cells = new ArrayList<>(List.of(answer.day().toString()));
                if (named) {
                    cells.addAll(List.of(
                            String.valueOf(answer.ticket()),
                            channelName.apply(answer.channel()),
                            words.text("survey.source." + answer.source())));
                }
                for (String question : questions.keySet()) {
                    Integer score = answer.scores().get(question);
                    cells.add(
                            score != null
                                    ? String.valueOf(score)
                                    : answer.choices()
                                            .getOrDefault(
                                                    question, answer.words().getOrDefault(question, "")));
                }
                Integer seconds = answer.seconds();
                cells.add(seconds == null ? "" : String.valueOf(seconds));
                cells.add(String.join(
                        ", ",
                        ResultsPage.flags(
                                answer.sameScore(), answer.tooFast(), answer.duplicate(), answer.workedOnIt(), words)));
                sheet.row(cells);
            }
            if (overview.cut()) {
                sheet.row(List.of(words.text("survey.cut", String.valueOf(SurveyResults.MOST))));
            }
        }
    }

    private Map<String, String> questions(String code, Overview overview, Locale locale) {
        Map<String, String> questions = new LinkedHashMap<>();
        for (Question question : templates.published(code).form().questions()) {
            questions.put(question.code(), question.text().in(locale));
        }
        for (Answer answer : overview.answers()) {
            answer.scores().keySet().forEach(each -> questions.putIfAbsent(each, each));
            answer.choices().keySet().forEach(each -> questions.putIfAbsent(each, each));
            answer.words().keySet().forEach(each -> questions.putIfAbsent(each, each));
        }
        return questions;
    }

    /** A ticket's channel, or what somebody chose in a campaign. */
    private UnaryOperator<String> channelName(String code, Words words, Locale locale) {
        if (code.equals(SurveyTemplate.CALLBACK)) {
            return channel -> words.of("Channel", channel);
        }
        Map<String, String> names = templates
                .published(code)
                .form()
                .question("channel")
                .map(question -> question.choices().stream()
                        .collect(Collectors.toMap(
                                Question.Choice::code, choice -> choice.text().in(locale))))
                .orElse(Map.of());
        return channel -> names.getOrDefault(channel, channel);
    }

    private List<String> published() {
        return templates.codes().stream().filter(templates::isPublished).toList();
    }

    private String code(@Nullable String template) {
        return template != null && published().contains(template) ? template : SurveyTemplate.CALLBACK;
    }

    private Period period(@Nullable String from, @Nullable String to) {
        LocalDate last = day("to", to, LocalDate.ofInstant(clock.instant(), wording.zone()));
        LocalDate first = day("from", from, last.minusDays(DAYS));
        return new Period(first, last);
    }

    private static LocalDate day(String field, @Nullable String text, LocalDate otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            new Checks().that(false, field, "field.date").refuseIfAny();
            return otherwise;
        }
    }
}
