package io.aftercare.approval;

import io.aftercare.security.Staff;
import io.aftercare.solution.CompensationLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Decisions that wait for the caller, questions before them, and the way back to a proposal, over HTTP. */
@RestController
class ApprovalController {

    private final ApprovalDesk desk;
    private final Questions questions;
    private final ApprovalService approvals;

    ApprovalController(ApprovalDesk desk, Questions questions, ApprovalService approvals) {
        this.desk = desk;
        this.questions = questions;
        this.approvals = approvals;
    }

    /** Decided with {@code POST /api/tasks/{taskId}/complete}, by the same rules as everywhere. */
    @GetMapping("/api/approvals")
    @Staff
    List<WaitingView> waiting() {
        return desk.waiting().stream().map(WaitingView::of).toList();
    }

    @PostMapping("/api/approvals/{taskId}/ask")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void ask(@PathVariable String taskId, @RequestBody NewQuestion question) {
        questions.ask(taskId, question.question());
    }

    @PostMapping("/api/approvals/questions/{id}/answer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void answer(@PathVariable long id, @RequestBody NewAnswer answer) {
        questions.answer(id, answer.answer());
    }

    /** What waits for payment and is not covered by an approval goes back to a proposal, and through every gate. */
    @PostMapping("/api/tickets/{number}/approvals/renew")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void renew(@PathVariable String number, @RequestBody Renewal renewal) {
        approvals.renew(number, renewal.reason());
    }

    record NewQuestion(@Nullable String question) {}

    record NewAnswer(@Nullable String answer) {}

    record Renewal(@Nullable String reason) {}

    /** Money as decimal strings; {@code mayDecide} is false where somebody is asked about what he has a hand in. */
    record WaitingView(
            String taskId,
            String key,
            String ticket,
            String gate,
            String subject,
            Instant since,
            @Nullable Instant dueAt,
            @Nullable String onBehalfOf,
            boolean mayDecide,
            @Nullable String orderNo,
            @Nullable String paid,
            @Nullable String remedy,
            String proposer,
            List<LineView> compensations,
            String goodwill,
            @Nullable String goodwillShare,
            String entitlement,
            String customerTier,
            String promisedElsewhere,
            int ruleVersion,
            String contentHash,
            List<QuestionView> questions) {

        static WaitingView of(Waiting waiting) {
            BigDecimal share = waiting.sums().goodwillShare();
            BigDecimal paid = waiting.sums().paid();
            return new WaitingView(
                    waiting.task().taskId(),
                    waiting.task().key(),
                    waiting.ticket().number(),
                    waiting.task().gate(),
                    waiting.task().subject(),
                    waiting.task().since(),
                    waiting.task().dueAt(),
                    waiting.task().onBehalfOf(),
                    waiting.refusal() == null,
                    waiting.ticket().orderNo(),
                    paid == null ? null : money(paid),
                    waiting.solution() == null
                            ? null
                            : waiting.solution().remedy().name(),
                    waiting.proposer(),
                    waiting.lines().stream().map(LineView::of).toList(),
                    money(waiting.sums().goodwill()),
                    share == null ? null : share.toPlainString(),
                    money(waiting.sums().entitlement()),
                    waiting.customer().tier(),
                    money(waiting.elsewhere()),
                    waiting.ruleVersion(),
                    waiting.contentHash(),
                    waiting.questions().stream().map(QuestionView::of).toList());
        }
    }

    record LineView(
            String kind,
            String nature,
            String amount,
            @Nullable String note) {

        static LineView of(CompensationLine line) {
            return new LineView(line.kind().name(), line.nature().name(), money(line.amount()), line.note());
        }
    }

    record QuestionView(
            long id,
            String gate,
            String askedBy,
            Instant askedAt,
            String question,
            @Nullable String answeredBy,
            @Nullable String answer,
            @Nullable Instant answeredAt) {

        static QuestionView of(Question question) {
            return new QuestionView(
                    question.id(),
                    question.gate(),
                    question.askedBy(),
                    question.askedAt(),
                    question.question(),
                    question.answeredBy(),
                    question.answer(),
                    question.answeredAt());
        }
    }

    private static String money(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.UNNECESSARY).toPlainString();
    }
}
