package io.aftercare.desk;

import io.aftercare.approval.Approval;
import io.aftercare.approval.Question;
import io.aftercare.approval.Waiting;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.solution.Solution;
import io.aftercare.solution.Sums;
import io.aftercare.ticket.Ticket;
import io.aftercare.tracking.ClockState;
import io.aftercare.tracking.TicketClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One decision that waits, in its reader's words and ready to be taken on a phone (E-02). */
record ApprovalPage(
        String taskId,
        String ticket,
        String title,
        String description,
        @Nullable Mark priority,
        String gate,
        @Nullable String behalf,
        String reason,
        String due,
        boolean late,
        String dueAt,
        String money,
        boolean hasMoney,
        String remedy,
        String steps,
        List<TicketPage.Fact> proposal,
        List<TicketPage.LineRow> lines,
        List<TicketPage.Fact> order,
        List<TicketPage.Fact> sums,
        List<TicketPage.Fact> customer,
        List<Earlier> history,
        List<Said> decisions,
        List<Asked> questions,
        boolean legal,
        String fingerprint,
        @Nullable String refusal) {

    static ApprovalPage of(Waiting waiting, Words words, Instant now) {
        Ticket ticket = waiting.ticket();
        Solution solution = waiting.solution();
        Instant due = waiting.task().dueAt();
        String absent = waiting.task().onBehalfOf();
        String obstacle = waiting.obstacle();
        String refusal = waiting.refusal();
        return new ApprovalPage(
                waiting.task().taskId(),
                ticket.number(),
                ticket.subject() == null || ticket.subject().isBlank()
                        ? TicketListView.summary(ticket)
                        : ticket.subject(),
                ticket.description(),
                Mark.priority(ticket.priority(), words),
                words.of("Gate", waiting.task().gate()),
                absent == null ? null : words.text("desk.approve.behalf", words.person(absent)),
                reason(waiting, words),
                due == null ? "" : words.countdown(due, now),
                due != null && !due.isAfter(now),
                due == null ? "" : words.text("desk.clock.due", words.moment(due)),
                words.money(waiting.total()),
                !waiting.lines().isEmpty(),
                solution == null ? words.text("desk.approve.delay") : words.of(solution.remedy()),
                solution == null ? (obstacle == null ? "" : obstacle) : solution.steps(),
                proposal(waiting, words),
                waiting.lines().stream()
                        .map(line -> TicketPage.LineRow.of(line, words))
                        .toList(),
                order(waiting, words),
                sums(waiting, words),
                customer(waiting, words),
                waiting.history().stream()
                        .map(other -> Earlier.of(other, words))
                        .toList(),
                waiting.decisions().stream()
                        .map(decision -> Said.of(decision, waiting.contentHash(), words))
                        .toList(),
                waiting.questions().stream()
                        .map(question -> Asked.of(question, false, words))
                        .toList(),
                waiting.task().isLegalReview(),
                shortened(waiting.contentHash()),
                refusal == null ? null : words.text(refusal));
    }

    /** Why this gate is asked: the facts that the table goes by, never its thresholds, which may be edited. */
    private static String reason(Waiting waiting, Words words) {
        Sums sums = waiting.sums();
        String version = Integer.toString(waiting.ruleVersion());
        return switch (waiting.task().gate()) {
            case "LEGAL" -> words.text("desk.approve.why.legal", version);
            case "COMPENSATION" -> money(sums, version, words);
            default ->
                words.text(
                        "desk.approve.why.priority", words.of(waiting.ticket().priority()), version);
        };
    }

    private static String money(Sums sums, String version, Words words) {
        BigDecimal paid = sums.paid();
        BigDecimal share = sums.goodwillShare();
        if (sums.goodwillProposed() && paid != null && share != null) {
            return words.text(
                    "desk.approve.why.goodwill",
                    words.money(sums.goodwill()),
                    percent(share),
                    words.money(paid),
                    version);
        }
        if (sums.goodwillProposed()) {
            return words.text("desk.approve.why.no-order", words.money(sums.goodwill()), version);
        }
        return words.text(
                "desk.approve.why.entitlement",
                words.money(sums.entitlement()),
                paid == null ? "–" : words.money(paid),
                version);
    }

    private static List<TicketPage.Fact> proposal(Waiting waiting, Words words) {
        List<TicketPage.Fact> facts = new ArrayList<>();
        add(facts, words, "desk.fact.proposed-by", words.person(waiting.proposer()));
        Solution solution = waiting.solution();
        if (solution != null) {
            add(facts, words, "desk.fact.proposed-at", words.moment(solution.proposedAt()));
            add(facts, words, "desk.fact.finding", solution.finding());
            add(facts, words, "desk.fact.expected-completion", words.moment(solution.expectedCompletionAt()));
            if (solution.needsAgreement()) {
                add(facts, words, "desk.fact.price", words.money(solution.priceToCustomer()));
            }
            add(facts, words, "desk.fact.legal-opinion", solution.legalOpinion());
        }
        return facts;
    }

    private static List<TicketPage.Fact> order(Waiting waiting, Words words) {
        List<TicketPage.Fact> facts = new ArrayList<>();
        CustomerOrder order = waiting.order();
        if (order == null) {
            add(facts, words, "desk.fact.order", words.text("desk.approve.no-order"));
        } else {
            add(facts, words, "desk.fact.order", order.orderNo());
            add(facts, words, "desk.fact.product", order.product());
            add(facts, words, "desk.fact.paid", words.money(order.paidAmount()));
            add(facts, words, "desk.fact.delivered", words.day(order.deliveredAt()));
        }
        return facts;
    }

    private static List<TicketPage.Fact> sums(Waiting waiting, Words words) {
        List<TicketPage.Fact> facts = new ArrayList<>();
        Sums sums = waiting.sums();
        BigDecimal share = sums.goodwillShare();
        String goodwill = words.money(sums.goodwill());
        add(
                facts,
                words,
                "desk.approve.goodwill",
                share == null ? goodwill : words.text("desk.approve.share", goodwill, percent(share)));
        add(facts, words, "desk.approve.entitlement", words.money(sums.entitlement()));
        add(facts, words, "desk.approve.elsewhere", words.money(waiting.elsewhere()));
        return facts;
    }

    private static List<TicketPage.Fact> customer(Waiting waiting, Words words) {
        List<TicketPage.Fact> facts = new ArrayList<>();
        add(facts, words, "desk.fact.name", waiting.customer().name());
        add(facts, words, "desk.fact.tier", words.of("Tier", waiting.customer().tier()));
        TicketClock clock = waiting.clock();
        if (clock != null && clock.state() == ClockState.PAUSED) {
            add(facts, words, "ClockName.APPROVAL", words.of(clock.state()));
        }
        return facts;
    }

    private static void add(List<TicketPage.Fact> facts, Words words, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new TicketPage.Fact(words.text(key), value, null));
        }
    }

    private static String percent(BigDecimal share) {
        return share.stripTrailingZeros().toPlainString();
    }

    private static String shortened(String hash) {
        return hash.substring(0, 12).toLowerCase(Locale.ROOT);
    }

    /** Another ticket of the customer. */
    record Earlier(String number, String summary, Mark status, String at) {

        static Earlier of(Ticket ticket, Words words) {
            return new Earlier(
                    ticket.number(),
                    TicketListView.summary(ticket),
                    Mark.status(ticket.status(), words),
                    words.day(ticket.receivedAt()));
        }
    }

    /** A decision on this ticket; {@code current} when it is about exactly what is shown. */
    record Said(
            String gate,
            Mark decision,
            String who,
            String at,
            @Nullable String comment,
            boolean current) {

        static Said of(Approval approval, String hash, Words words) {
            String behalf = approval.onBehalfOf();
            String approver = words.person(approval.approver());
            return new Said(
                    words.of("Gate", approval.gate()),
                    approval.approved()
                            ? new Mark(words.text("desk.approved"), "ok")
                            : new Mark(words.text("desk.rejected"), "bad"),
                    behalf == null ? approver : words.text("desk.on-behalf", approver, words.person(behalf)),
                    words.moment(approval.decidedAt()),
                    approval.commentText(),
                    hash.equals(approval.contentHash()));
        }
    }

    /** A question and its answer; {@code mayAnswer} when the reader can give it. */
    record Asked(
            long id,
            String ticket,
            String gate,
            String asker,
            String askedAt,
            String question,
            @Nullable String answerer,
            @Nullable String answeredAt,
            @Nullable String answer,
            boolean mayAnswer) {

        static Asked of(Question question, boolean mayAnswer, Words words) {
            String behalf = question.onBehalfOf();
            String asker = words.person(question.askedBy());
            String answerer = question.answeredBy();
            return new Asked(
                    question.id(),
                    question.ticketNumber(),
                    words.of("Gate", question.gate()),
                    behalf == null ? asker : words.text("desk.on-behalf", asker, words.person(behalf)),
                    words.moment(question.askedAt()),
                    question.question(),
                    answerer == null ? null : words.person(answerer),
                    answerer == null ? null : words.moment(question.answeredAt()),
                    question.answer(),
                    mayAnswer);
        }
    }
}
