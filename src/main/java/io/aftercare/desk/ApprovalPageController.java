package io.aftercare.desk;

import io.aftercare.approval.ApprovalDesk;
import io.aftercare.approval.Question;
import io.aftercare.approval.Questions;
import io.aftercare.approval.Waiting;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.Staff;
import io.aftercare.worklist.Worklist;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Decisions on a phone (E-02): what waits for the reader, one page each with all he has to know, and the same road as
 * Tasklist and the API when he decides. A refusal brings back what was typed.
 */
@Controller
@RequestMapping("/approvals")
class ApprovalPageController {

    private static final Set<String> DONE = Set.of("approved", "rejected", "asked", "answered");

    private final ApprovalDesk desk;
    private final Questions questions;
    private final Worklist worklist;
    private final Wording wording;
    private final Clock clock;

    ApprovalPageController(ApprovalDesk desk, Questions questions, Worklist worklist, Wording wording, Clock clock) {
        this.desk = desk;
        this.questions = questions;
        this.worklist = worklist;
        this.wording = wording;
        this.clock = clock;
    }

    @GetMapping
    @Staff
    String list(@RequestParam(required = false) @Nullable String done, Model model, Locale locale) {
        Words words = wording.in(locale);
        Instant now = clock.instant();
        model.addAttribute(
                "waiting",
                desk.waiting().stream()
                        .map(each -> ApprovalPage.of(each, words, now))
                        .toList());
        model.addAttribute(
                "asked",
                questions.waiting().stream()
                        .map(each -> ApprovalPage.Asked.of(each, true, words))
                        .toList());
        done(done, model);
        return "desk/approval-list";
    }

    @GetMapping("/{taskId}")
    @Staff
    String one(
            @PathVariable String taskId,
            @RequestParam(required = false) @Nullable String done,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        done(done, model);
        return page(taskId, Map.of(), null, null, model, locale, response);
    }

    /** {@code decision} is approve, reject or ask. */
    @PostMapping("/{taskId}")
    @Staff
    String decide(
            @PathVariable String taskId,
            @RequestParam Map<String, String> typed,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        String decision = typed.getOrDefault("decision", "");
        List<String> order = desk.waiting().stream()
                .filter(waiting -> waiting.refusal() == null)
                .map(waiting -> waiting.task().taskId())
                .toList();
        ProblemException refusal = Causes.refusalOf(() -> act(taskId, decision, typed));
        if (refusal != null) {
            return page(taskId, typed, decision, refusal, model, locale, response);
        }
        if (decision.equals("ask")) {
            return "redirect:/approvals/" + taskId + "?done=asked";
        }
        String done = decision.equals("approve") ? "approved" : "rejected";
        int place = order.indexOf(taskId);
        List<String> others =
                order.stream().filter(each -> !each.equals(taskId)).toList();
        if (others.isEmpty()) {
            return "redirect:/approvals?done=" + done;
        }
        String next = others.get(Math.min(Math.max(place, 0), others.size() - 1));
        return "redirect:/approvals/" + next + "?done=" + done;
    }

    @GetMapping("/questions/{id}")
    @Staff
    String question(@PathVariable long id, Model model, Locale locale) {
        return answerPage(questions.require(id), "", null, model, locale);
    }

    @PostMapping("/questions/{id}")
    @Staff
    String answer(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String answer,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        Question question = questions.require(id);
        ProblemException refusal = Causes.refusalOf(() -> questions.answer(id, answer));
        if (refusal == null) {
            return "redirect:/approvals?done=answered";
        }
        response.setStatus(refusal.type().status().value());
        return answerPage(question, answer, refusal, model, locale);
    }

    private void act(String taskId, String decision, Map<String, String> typed) {
        switch (decision) {
            case "approve" -> complete(taskId, true, typed.getOrDefault("comment", ""));
            case "reject" -> complete(taskId, false, typed.getOrDefault("reason", ""));
            case "ask" -> questions.ask(taskId, typed.get("question"));
            default -> throw new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", "decision");
        }
    }

    private void complete(String taskId, boolean approved, String words) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        boolean legal = worklist.decision(taskId).isLegalReview();
        fields.put(legal ? "compliant" : "approved", approved);
        if (!words.isBlank() || legal) {
            fields.put(legal ? "opinion" : "comment", words);
        }
        worklist.complete(taskId, fields);
    }

    private String page(
            String taskId,
            Map<String, String> typed,
            @Nullable String failed,
            @Nullable ProblemException refusal,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        Words words = wording.in(locale);
        model.addAttribute("typed", typed);
        model.addAttribute("failed", failed);
        if (refusal != null) {
            model.addAttribute("error", words.refusal(refusal, "desk.field."));
            response.setStatus(refusal.type().status().value());
        }
        try {
            List<Waiting> waiting = desk.waiting();
            int place = 0;
            while (place < waiting.size() && !waiting.get(place).task().taskId().equals(taskId)) {
                place++;
            }
            model.addAttribute("page", ApprovalPage.of(desk.require(taskId), words, clock.instant()));
            model.addAttribute(
                    "place",
                    place < waiting.size()
                            ? words.text(
                                    "desk.approve.place", Integer.toString(place + 1), Integer.toString(waiting.size()))
                            : "");
            return "desk/approval";
        } catch (ProblemException gone) {
            // decided, taken back or given to others meanwhile: said in words, with what was typed
            response.setStatus(gone.type().status().value());
            model.addAttribute("error", words.refusal(gone, "desk.field."));
            model.addAttribute(
                    "text",
                    String.join(
                                    "\n",
                                    typed.getOrDefault("comment", ""),
                                    typed.getOrDefault("reason", ""),
                                    typed.getOrDefault("question", ""))
                            .strip());
            return "desk/approval-gone";
        }
    }

    private String answerPage(
            Question question, String answer, @Nullable ProblemException refusal, Model model, Locale locale) {
        Words words = wording.in(locale);
        model.addAttribute("asked", ApprovalPage.Asked.of(question, questions.mayAnswer(question), words));
        model.addAttribute("answer", answer);
        if (refusal != null) {
            model.addAttribute("error", words.refusal(refusal, "desk.field."));
        }
        return "desk/approval-answer";
    }

    private static void done(@Nullable String done, Model model) {
        if (done != null && DONE.contains(done)) {
            model.addAttribute("done", "desk.approve.done." + done);
        }
    }
}
