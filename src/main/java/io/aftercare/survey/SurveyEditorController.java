package io.aftercare.survey;

import io.aftercare.desk.Wording;
import io.aftercare.desk.Words;
import io.aftercare.notification.Languages;
import io.aftercare.problem.Causes;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import io.aftercare.security.CurrentUser;
import io.aftercare.survey.Question.Kind;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where process owners write questionnaires, have them checked, look at them, publish and send them. */
@Controller
@RequestMapping("/surveys")
@PreAuthorize(SurveyTemplates.EDITORS)
class SurveyEditorController {

    private static final Set<String> DONE = Set.of("saved", "published", "discarded", "dimension", "wave");
    private static final int MOST_ROWS = 60;

    private final SurveyTemplates templates;
    private final Campaigns campaigns;
    private final Wording wording;
    private final Problems problems;
    private final CurrentUser currentUser;
    private final Languages languages;
    private final Clock clock;

    SurveyEditorController(
            SurveyTemplates templates,
            Campaigns campaigns,
            Wording wording,
            Problems problems,
            CurrentUser currentUser,
            Languages languages,
            Clock clock) {
        this.templates = templates;
        this.campaigns = campaigns;
        this.wording = wording;
        this.problems = problems;
        this.currentUser = currentUser;
        this.languages = languages;
        this.clock = clock;
    }

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String done, Model model, Locale locale) {
        Words words = wording.in(locale);
        model.addAttribute(
                "templates",
                templates.codes().stream()
                        .map(code -> TemplateRow.of(templates.versions(code), words, locale))
                        .toList());
        model.addAttribute(
                "dimensions",
                templates.dimensions().stream()
                        .map(dimension -> dimension.text().in(locale))
                        .toList());
        done(done, model);
        return "survey/list";
    }

    @PostMapping
    String begin(@RequestParam(required = false) @Nullable String code, Locale locale, RedirectAttributes back) {
        String wanted = code == null ? "" : code.strip();
        return attempt("/surveys/" + wanted, "/surveys", "saved", locale, back, () -> {
            if (templates.codes().contains(wanted) || wanted.equals("results")) {
                throw new ProblemException(ProblemType.RULE_REFUSES, "problem.survey-exists", wanted);
            }
            SurveyContent copy =
                    templates.published(SurveyTemplate.QUESTIONNAIRE).form();
            templates.saveDraft(wanted, copy, currentUser.id());
        });
    }

    @PostMapping("/dimensions")
    String dimension(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String textZh,
            @RequestParam(defaultValue = "") String textEn,
            Locale locale,
            RedirectAttributes back) {
        return attempt(
                "/surveys",
                "/surveys",
                "dimension",
                locale,
                back,
                () -> templates.addDimension(code.strip(), new Bilingual(textZh.strip(), textEn.strip())));
    }

    @GetMapping("/{code:[a-z][a-z0-9-]*}")
    String edit(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String done,
            Model model,
            Locale locale) {
        List<SurveyTemplate> versions = templates.versions(code);
        SurveyContent shown = versions.get(0).form();
        model.addAttribute(
                "editor",
                EditorPage.of(
                        versions,
                        shown,
                        templates.lint(code, shown),
                        templates.dimensions(),
                        campaigns.waves(code),
                        LocalDate.ofInstant(clock.instant(), wording.zone()),
                        wording.in(locale),
                        locale));
        done(done, model);
        return "survey/template";
    }

    @PostMapping("/{code:[a-z][a-z0-9-]*}")
    String save(
            @PathVariable String code,
            @RequestParam Map<String, String> typed,
            Locale locale,
            RedirectAttributes back) {
        String here = "/surveys/" + code;
        return attempt(here, here, "saved", locale, back, () -> {
            templates.versions(code);
            templates.saveDraft(code, content(code, typed), currentUser.id());
        });
    }

    /** How customers will see it. */
    @GetMapping("/{code:[a-z][a-z0-9-]*}/versions/{version}")
    String preview(@PathVariable String code, @PathVariable int version, Model model, Locale locale) {
        model.addAttribute(
                "page", SurveyPage.of(templates.version(code, version).form(), locale));
        model.addAttribute("state", "OPEN");
        model.addAttribute("given", Map.of());
        model.addAttribute("started", "");
        model.addAttribute("preview", true);
        model.addAttribute("thanked", false);
        return "survey/survey";
    }

    @PostMapping("/{code:[a-z][a-z0-9-]*}/versions/{version}/publish")
    String publish(@PathVariable String code, @PathVariable int version, Locale locale, RedirectAttributes back) {
        String here = "/surveys/" + code;
        return attempt(here, here, "published", locale, back, () -> templates.publish(code, version, currentUser.id()));
    }

    @PostMapping("/{code:[a-z][a-z0-9-]*}/versions/{version}/discard")
    String discard(@PathVariable String code, @PathVariable int version, Locale locale, RedirectAttributes back) {
        String next = templates.versions(code).size() == 1 ? "/surveys" : "/surveys/" + code;
        return attempt(next, "/surveys/" + code, "discarded", locale, back, () -> templates.discard(code, version));
    }

    @PostMapping("/{code:[a-z][a-z0-9-]*}/waves")
    String send(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "0") int days,
            Locale locale,
            RedirectAttributes back) {
        String here = "/surveys/" + code;
        return attempt(
                here,
                here,
                "wave",
                locale,
                back,
                () -> campaigns.start(
                        code, name, day("from", from), day("until", until), days, currentUser.id(), languages.house()));
    }

    private String attempt(
            String next, String here, String done, Locale locale, RedirectAttributes back, Runnable action) {
        ProblemException refusal = Causes.refusalOf(action);
        if (refusal == null) {
            return "redirect:" + next + "?done=" + done;
        }
        if (refusal.type() == ProblemType.NOT_FOUND) {
            throw refusal;
        }
        back.addFlashAttribute("error", problems.sentence(refusal, locale));
        return "redirect:" + here;
    }

    private static void done(@Nullable String done, Model model) {
        if (done != null && DONE.contains(done)) {
            model.addAttribute("done", "survey.done." + done);
        }
    }

    private static SurveyContent content(String code, Map<String, String> typed) {
        int rows = whole(typed.getOrDefault("rows", "0"));
        List<Placed> placed = IntStream.range(0, Math.min(rows, MOST_ROWS))
                .filter(row -> !typed.containsKey("q" + row + ".remove"))
                .mapToObj(row -> placed("q" + row + ".", typed))
                .filter(row -> !row.question().code().isEmpty()
                        || !row.question().text().isEmpty())
                .sorted(Comparator.comparingInt(Placed::place))
                .toList();
        return new SurveyContent(
                text(typed, "title"),
                text(typed, "intro"),
                text(typed, "incentive"),
                text(typed, "contact"),
                !code.equals(SurveyTemplate.CALLBACK) && typed.containsKey("anonymous"),
                placed.stream().map(Placed::question).toList());
    }

    private static Placed placed(String prefix, Map<String, String> typed) {
        Kind kind = Arrays.stream(Kind.values())
                .filter(each -> each.name().equals(typed.get(prefix + "kind")))
                .findFirst()
                .orElse(Kind.LIKERT5);
        String dimension = typed.getOrDefault(prefix + "dimension", "").strip();
        return new Placed(
                whole(typed.getOrDefault(prefix + "place", "0")),
                new Question(
                        typed.getOrDefault(prefix + "code", "").strip(),
                        kind,
                        dimension.isEmpty() || kind != Kind.LIKERT5 ? null : dimension,
                        typed.containsKey(prefix + "required"),
                        new Bilingual(
                                typed.getOrDefault(prefix + "zh", "").strip(),
                                typed.getOrDefault(prefix + "en", "").strip()),
                        kind == Kind.CHOICE ? choices(typed.getOrDefault(prefix + "choices", "")) : List.of()));
    }

    private static List<Question.Choice> choices(String lines) {
        List<Question.Choice> choices = new ArrayList<>();
        for (String line : lines.split("\\R", -1)) {
            if (!line.isBlank()) {
                List<String> parts =
                        Arrays.stream(line.split("[|｜]", -1)).map(String::strip).toList();
                choices.add(new Question.Choice(
                        parts.get(0),
                        new Bilingual(parts.size() > 1 ? parts.get(1) : "", parts.size() > 2 ? parts.get(2) : "")));
            }
        }
        return choices;
    }

    private static Bilingual text(Map<String, String> typed, String name) {
        return new Bilingual(
                typed.getOrDefault(name + "Zh", "").strip(),
                typed.getOrDefault(name + "En", "").strip());
    }

    private static int whole(String value) {
        return value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : 0;
    }

    private static LocalDate day(String field, String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException unreadable) {
            new Checks().that(false, field, "field.date").refuseIfAny();
            throw unreadable;
        }
    }

    private record Placed(int place, Question question) {}

    /** One template of the list. */
    record TemplateRow(
            String code,
            String title,
            @Nullable Integer published,
            @Nullable Integer draft,
            String facts) {

        static TemplateRow of(List<SurveyTemplate> versions, Words words, Locale locale) {
            SurveyTemplate newest = versions.get(0);
            SurveyContent form = newest.form();
            Integer published = versions.stream()
                    .filter(SurveyTemplate::isPublished)
                    .map(SurveyTemplate::version)
                    .findFirst()
                    .orElse(null);
            return new TemplateRow(
                    newest.code(),
                    form.title().in(locale),
                    published,
                    newest.isPublished() ? null : newest.version(),
                    words.text(
                            form.anonymous() ? "survey.facts.anonymous" : "survey.facts.named",
                            String.valueOf(form.questions().size()),
                            String.valueOf(Math.max(1, (form.seconds() + 59) / 60))));
        }
    }
}
