package io.aftercare.checklist;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.Problems;
import io.aftercare.security.Staff;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages on which process owners keep the checklists. */
@Controller
@RequestMapping("/checklists")
class ChecklistPageController {

    private static final int EMPTY_ROWS = 3;

    private final ChecklistService checklists;
    private final HumanTasks humanTasks;
    private final Problems problems;

    ChecklistPageController(ChecklistService checklists, HumanTasks humanTasks, Problems problems) {
        this.checklists = checklists;
        this.humanTasks = humanTasks;
        this.problems = problems;
    }

    @GetMapping
    @Staff
    String all(Model model, Locale locale) {
        Map<String, Checklist> lists =
                checklists.all().stream().collect(Collectors.toMap(Checklist::taskKey, list -> list));
        List<Row> rows = new ArrayList<>();
        for (HumanTasks.HumanTask task : humanTasks.all()) {
            Checklist list = lists.get(task.key());
            if (list != null) {
                rows.add(new Row(
                        task.key(),
                        task.name(),
                        task.model(),
                        list.points().stream().map(point -> point.text(locale)).toList(),
                        (int) list.points().stream()
                                .filter(ChecklistPoint::required)
                                .count()));
            }
        }
        model.addAttribute("rows", rows);
        return "checklist/checklists";
    }

    @GetMapping("/{taskKey}")
    @PreAuthorize("hasAnyRole('process-owners', 'service-managers')")
    String edit(@PathVariable String taskKey, @RequestParam(defaultValue = "false") boolean saved, Model model) {
        Checklist list = checklists.of(taskKey);
        show(
                list,
                list.version(),
                list.points().stream()
                        .map(point -> new ChecklistPoint.Draft(point.textEn(), point.textZh(), point.required()))
                        .toList(),
                model);
        model.addAttribute("saved", saved);
        return "checklist/checklist";
    }

    /** Rows come in parallel lists; {@code required} names the rows that are ticked. */
    @PostMapping("/{taskKey}")
    @PreAuthorize("hasAnyRole('process-owners', 'service-managers')")
    String save(
            @PathVariable String taskKey,
            @RequestParam int version,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        List<ChecklistPoint.Draft> drafts = drafts(typed);
        try {
            checklists.save(taskKey, version, drafts);
            return "redirect:/checklists/" + taskKey + "?saved=true";
        } catch (ProblemException refusal) {
            response.setStatus(refusal.type().status().value());
            show(checklists.of(taskKey), version, drafts, model);
            model.addAttribute("error", problems.sentence(refusal, locale));
            return "checklist/checklist";
        }
    }

    private void show(Checklist list, int version, List<ChecklistPoint.Draft> drafts, Model model) {
        List<ChecklistPoint.Draft> rows = new ArrayList<>(drafts);
        for (int row = 0; row < EMPTY_ROWS; row++) {
            rows.add(new ChecklistPoint.Draft(null, null, false));
        }
        model.addAttribute("list", list);
        model.addAttribute("version", version);
        model.addAttribute("rows", rows);
        model.addAttribute(
                "task",
                humanTasks.all().stream()
                        .filter(task -> task.key().equals(list.taskKey()))
                        .findFirst()
                        .orElseThrow());
    }

    private static List<ChecklistPoint.Draft> drafts(MultiValueMap<String, String> typed) {
        List<String> english = typed.getOrDefault("textEn", List.of());
        List<String> chinese = typed.getOrDefault("textZh", List.of());
        List<String> rows = typed.getOrDefault("row", List.of());
        List<String> required = typed.getOrDefault("required", List.of());
        List<ChecklistPoint.Draft> drafts = new ArrayList<>();
        for (int row = 0; row < Math.max(english.size(), chinese.size()); row++) {
            ChecklistPoint.Draft draft = new ChecklistPoint.Draft(
                    at(english, row), at(chinese, row), required.contains(String.valueOf(at(rows, row))));
            if (!draft.isEmpty()) {
                drafts.add(draft);
            }
        }
        return drafts;
    }

    private static @Nullable String at(List<String> values, int row) {
        return row < values.size() ? values.get(row) : null;
    }

    /** A task with its points, for the overview. */
    record Row(String key, String name, String model, List<String> points, int required) {}
}
