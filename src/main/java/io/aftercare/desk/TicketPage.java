package io.aftercare.desk;

import io.aftercare.approval.Approval;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Solution;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.Stage;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockState;
import io.aftercare.tracking.TicketClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One ticket in a reader's words, ready to be shown. */
record TicketPage(
        String number,
        String title,
        Mark status,
        String statusSince,
        @Nullable Mark priority,
        List<Mark> warnings,
        List<Step> steps,
        String description,
        List<Fact> facts,
        List<Fact> customer,
        List<Fact> order,
        @Nullable String continues,
        List<HolderRow> holders,
        @Nullable String obstacle,
        List<ClockRow> clocks,
        List<ClockRow> laterClocks,
        List<ClockRow> doneClocks,
        long now,
        @Nullable SolutionCard solution,
        List<LineRow> otherLines,
        List<ApprovalLine> approvals,
        List<Fact> result,
        List<TimelineRow> timeline) {

    /** So many clocks are seen without asking. */
    private static final int NEAREST = 3;

    static TicketPage of(TicketFile file, Words words, Instant now) {
        Ticket ticket = file.ticket();
        boolean overdue = file.clocks().stream()
                .anyMatch(clock -> clock.metAt() == null
                        && (clock.state() == ClockState.BREACHED
                                || clock.state() == ClockState.RUNNING
                                        && !clock.dueAt().isAfter(now)));
        List<ClockRow> awaited = clocks(file, false, words, now);
        String obstacle = file.obstacle();
        Solution solution = file.solution();
        List<CompensationLine> ofSolution = file.solutionLines();
        return new TicketPage(
                ticket.number(),
                title(ticket),
                Mark.status(ticket.status(), words),
                words.text(
                        "desk.since",
                        words.moment(ticket.statusSince()),
                        words.duration(Duration.between(ticket.statusSince(), now))),
                Mark.priority(ticket.priority(), words),
                Mark.warnings(ticket, overdue, words),
                steps(file, words),
                ticket.description(),
                facts(file, words),
                customerFacts(file.customer(), words),
                orderFacts(ticket, file.order(), words),
                ticket.continuesNumber(),
                file.holders().stream()
                        .map(holder -> HolderRow.of(holder, words, now))
                        .toList(),
                obstacle == null ? null : words.text("desk.obstacle.standing", obstacle),
                awaited.stream().limit(NEAREST).toList(),
                awaited.stream().skip(NEAREST).toList(),
                clocks(file, true, words, now),
                now.toEpochMilli(),
                solution == null ? null : SolutionCard.of(solution, ofSolution, words),
                file.lines().stream()
                        .filter(line -> line.obstacleId() != null)
                        .map(line -> LineRow.of(line, words))
                        .toList(),
                file.approvals().stream()
                        .map(approval -> ApprovalLine.of(approval, words))
                        .toList(),
                result(ticket, words),
                timeline(file.timeline(), words));
    }

    private static String title(Ticket ticket) {
        String subject = ticket.subject();
        return subject == null || subject.isBlank() ? TicketListView.summary(ticket) : subject;
    }

    private static List<Step> steps(TicketFile file, Words words) {
        Ticket ticket = file.ticket();
        Stage current = file.stage();
        boolean aborted = ticket.status() == TicketStatus.CANCELLED || ticket.status() == TicketStatus.MERGED;
        return Arrays.stream(Stage.values())
                .map(stage -> new Step(
                        stage == Stage.CLOSED && aborted ? words.of(ticket.status()) : words.of(stage),
                        stage == current
                                ? "current"
                                : stage.compareTo(current) > 0 ? "todo" : aborted ? "skipped" : "done"))
                .toList();
    }

    private static List<Fact> facts(TicketFile file, Words words) {
        Ticket ticket = file.ticket();
        Facts facts = new Facts(words);
        facts.add("desk.fact.category", words.of(ticket.category()));
        facts.add("desk.fact.complexity", words.of(ticket.complexity()));
        facts.add("desk.fact.impact", words.of(ticket.impact()));
        facts.add("desk.fact.urgency", words.of(ticket.urgency()));
        facts.add("desk.fact.department", words.of("Department", ticket.department()));
        facts.add("desk.fact.owner", words.person(ticket.owner()));
        facts.add("desk.fact.mood", words.of(ticket.mood()), ticket.mood() == Mood.ANGRY ? "bad" : null);
        facts.add("desk.fact.channel", words.of(ticket.channel()));
        facts.add("desk.fact.request-type", words.of(ticket.requestType()));
        facts.add("desk.fact.received", words.moment(ticket.receivedAt()));
        facts.add("desk.fact.occurred", words.moment(ticket.occurredAt()));
        facts.add("desk.fact.expected", words.moment(ticket.expectedResolutionAt()));
        facts.add("desk.fact.external-number", ticket.externalNumber());
        facts.add("desk.fact.external-due", words.moment(ticket.externalDueAt()));
        Measured measured = file.measured();
        Instant answered = measured.firstResponseAt();
        if (answered != null) {
            facts.add(
                    "conversation.fact.first-response",
                    words.text(
                            "conversation.fact.first-response.after",
                            words.duration(Duration.between(ticket.receivedAt(), answered))));
        }
        Boolean firstContact = measured.firstContact();
        if (firstContact != null) {
            facts.add("conversation.fact.first-contact", yesOrNo(firstContact, words));
            facts.add("conversation.fact.first-time", firstTime(measured, words));
        }
        return facts.all();
    }

    private static String firstTime(Measured measured, Words words) {
        Boolean firstTime = measured.firstTime();
        if (firstTime == null) {
            return words.text("conversation.fact.open");
        }
        return yesOrNo(firstTime, words)
                + (measured.spoiledBy() == null ? "" : words.text("desk.comma") + words.of(measured.spoiledBy()));
    }

    private static String yesOrNo(boolean value, Words words) {
        return words.text(value ? "conversation.fact.yes" : "conversation.fact.no");
    }

    private static List<Fact> customerFacts(Customer customer, Words words) {
        Facts facts = new Facts(words);
        facts.add("desk.fact.name", customer.name());
        facts.add("desk.fact.tier", words.of("Tier", customer.tier()));
        facts.add("desk.fact.phone", customer.maskedPhone());
        facts.add("desk.fact.email", customer.maskedEmail());
        facts.add("desk.fact.customer-ref", customer.ref());
        return facts.all();
    }

    private static List<Fact> orderFacts(Ticket ticket, @Nullable CustomerOrder order, Words words) {
        Facts facts = new Facts(words);
        facts.add("desk.fact.order", ticket.orderNo());
        if (order != null) {
            facts.add("desk.fact.product", order.product());
            facts.add("desk.fact.paid", words.money(order.paidAmount()));
            facts.add("desk.fact.delivered", words.day(order.deliveredAt()));
        }
        facts.add("desk.fact.serial", ticket.productSerial());
        facts.add("desk.fact.address", ticket.serviceAddress());
        return facts.all();
    }

    private static List<Fact> result(Ticket ticket, Words words) {
        Facts facts = new Facts(words);
        facts.add("desk.fact.answer", ticket.answer());
        facts.add("desk.fact.outcome", ticket.outcome());
        facts.add("desk.fact.root-cause", ticket.rootCause());
        facts.add("desk.fact.summary", ticket.resolutionSummary());
        facts.add("desk.fact.resolved", words.moment(ticket.resolvedAt()));
        facts.add("desk.fact.confirmed", words.moment(ticket.confirmedAt()));
        facts.add("desk.fact.closed", words.moment(ticket.closedAt()));
        facts.add("desk.fact.closed-by", words.of(ticket.closedBy()));
        return facts.all();
    }

    /** What is due first stands first, what stands still last; what is done is told apart. */
    private static List<ClockRow> clocks(TicketFile file, boolean done, Words words, Instant now) {
        boolean over = file.ticket().status().isFinal();
        return file.clocks().stream()
                .filter(clock -> (clock.metAt() != null || over) == done)
                .sorted(Comparator.comparing((TicketClock clock) -> clock.state() == ClockState.PAUSED)
                        .thenComparing(TicketClock::dueAt))
                .map(clock -> ClockRow.of(clock, file.why(clock), over, words, now))
                .toList();
    }

    private static List<TimelineRow> timeline(List<TimelineEntry> entries, Words words) {
        List<TimelineRow> rows = new ArrayList<>(entries.size());
        for (int index = entries.size() - 1; index >= 0; index--) {
            rows.add(TimelineRow.of(entries.get(index), words));
        }
        return rows;
    }

    /** A stage of the line: done, current, todo, or skipped by a cancellation. */
    record Step(String label, String state) {}

    record Fact(String label, String value, @Nullable String tone) {}

    /** Collects the facts that are known. */
    private static final class Facts {

        private final Words words;
        private final List<Fact> all = new ArrayList<>();

        Facts(Words words) {
            this.words = words;
        }

        void add(String key, @Nullable String value) {
            add(key, value, null);
        }

        void add(String key, @Nullable String value, @Nullable String tone) {
            if (value != null && !value.isBlank()) {
                all.add(new Fact(words.text(key), value, tone));
            }
        }

        List<Fact> all() {
            return List.copyOf(all);
        }
    }

    /** Who holds the ticket with which task, since when; the address leads to the task. */
    record HolderRow(
            String task,
            String who,
            boolean waiting,
            String since,
            @Nullable String due,
            boolean late,
            String address) {

        static HolderRow of(TicketProcess.Holder holder, Words words, Instant now) {
            Instant due = holder.dueAt();
            String assignee = holder.assignee();
            return new HolderRow(
                    words.modelName(holder.taskName()),
                    assignee != null ? words.person(assignee) : words.groups(holder.groups()),
                    assignee == null,
                    words.text(
                            "desk.since",
                            words.moment(holder.since()),
                            words.duration(Duration.between(holder.since(), now))),
                    due == null ? null : words.text("desk.due", words.moment(due), words.countdown(due, now)),
                    due != null && !due.isAfter(now),
                    "/camunda/app/tasklist/default/#/?task=" + holder.taskId());
        }
    }

    /** A clock; {@code due} in seconds since 1970 while it runs, so that the page can count. */
    record ClockRow(
            String name, Mark state, String dueAt, @Nullable Long due, String remaining, List<String> why) {

        static ClockRow of(TicketClock clock, List<String> why, boolean over, Words words, Instant now) {
            boolean running = clock.state() == ClockState.RUNNING && !over;
            boolean late = clock.state() == ClockState.BREACHED
                    || running && !clock.dueAt().isAfter(now);
            boolean soon = running && !late && soon(clock, now);
            Instant met = clock.metAt();
            boolean counts = met == null && !over && clock.state() != ClockState.PAUSED;
            return new ClockRow(
                    name(clock, words),
                    new Mark(
                            words.of(late ? ClockState.BREACHED : clock.state()),
                            late
                                    ? "bad"
                                    : clock.state() == ClockState.MET
                                            ? "ok"
                                            : clock.state() == ClockState.PAUSED ? "quiet" : soon ? "warn" : "info"),
                    words.moment(clock.dueAt()),
                    counts ? clock.dueAt().getEpochSecond() : null,
                    counts
                            ? words.countdown(clock.dueAt(), now)
                            : met == null
                                    ? ""
                                    : words.text(late ? "desk.clock.met-late" : "desk.clock.met", words.moment(met)),
                    why);
        }

        private static String name(TicketClock clock, Words words) {
            return clock.roundNo() <= 1 || clock.name() == ClockName.CUSTOMER_UPDATE
                    ? words.of(clock.name())
                    : words.text("desk.clock.round", words.of(clock.name()), Integer.toString(clock.roundNo()));
        }

        /** Less than a quarter of the time is left. */
        private static boolean soon(TicketClock clock, Instant now) {
            long whole = Duration.between(clock.startedAt(), clock.dueAt()).toSeconds();
            return Duration.between(now, clock.dueAt()).toSeconds() * 4 < whole;
        }
    }

    record SolutionCard(
            String remedy,
            String version,
            Mark state,
            String steps,
            List<Fact> facts,
            List<LineRow> lines,
            @Nullable String total) {

        static SolutionCard of(Solution solution, List<CompensationLine> lines, Words words) {
            Facts facts = new Facts(words);
            facts.add("desk.fact.finding", solution.finding());
            facts.add("desk.fact.expected-completion", words.moment(solution.expectedCompletionAt()));
            facts.add("desk.fact.price", words.money(solution.priceToCustomer()));
            facts.add("desk.fact.solution-outcome", solution.outcome());
            facts.add("desk.fact.proposed-by", words.person(solution.proposedBy()));
            facts.add("desk.fact.proposed-at", words.moment(solution.proposedAt()));
            facts.add("desk.fact.legal-opinion", solution.legalOpinion());
            facts.add("desk.fact.plan-sent", words.moment(solution.planSentAt()));
            facts.add("desk.fact.agreed", words.moment(solution.agreedAt()));
            facts.add("desk.fact.agreement-evidence", solution.agreementEvidence());
            facts.add("desk.fact.ended-reason", solution.endedReason());
            BigDecimal total = lines.stream()
                    .filter(line -> line.state() != CompensationLine.State.RELEASED)
                    .map(CompensationLine::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return new SolutionCard(
                    words.of(solution.remedy()),
                    words.text("desk.solution.version", Integer.toString(solution.versionNo())),
                    new Mark(
                            words.of(solution.state()),
                            switch (solution.state()) {
                                case PROPOSED -> "info";
                                case APPROVED, AGREED -> "accent";
                                case EXECUTED -> "ok";
                                case REJECTED, REPLACED -> "bad";
                            }),
                    solution.steps(),
                    facts.all(),
                    lines.stream().map(line -> LineRow.of(line, words)).toList(),
                    lines.isEmpty() ? null : words.money(total));
        }
    }

    record LineRow(
            String kind,
            String nature,
            String amount,
            @Nullable String note,
            Mark state) {

        static LineRow of(CompensationLine line, Words words) {
            return new LineRow(
                    words.of(line.kind()),
                    words.of(line.nature()),
                    words.money(line.amount()),
                    line.note(),
                    new Mark(
                            words.of(line.state()),
                            switch (line.state()) {
                                case PROPOSED -> "info";
                                case RELEASED -> "quiet";
                                case PAID, GRANTED -> "ok";
                            }));
        }
    }

    record ApprovalLine(
            String gate,
            Mark decision,
            String who,
            @Nullable String comment,
            String at,
            String basis) {

        static ApprovalLine of(Approval approval, Words words) {
            String behalf = approval.onBehalfOf();
            String approver = words.person(approval.approver());
            return new ApprovalLine(
                    words.of("Gate", approval.gate()),
                    approval.approved()
                            ? new Mark(words.text("desk.approved"), "ok")
                            : new Mark(words.text("desk.rejected"), "bad"),
                    behalf == null ? approver : words.text("desk.on-behalf", approver, words.person(behalf)),
                    approval.commentText(),
                    words.moment(approval.decidedAt()),
                    approval.contentHash() == null
                            ? words.text("desk.approve.rule", Integer.toString(approval.ruleVersion()))
                            : words.text(
                                    "desk.approve.basis",
                                    approval.shortHash(),
                                    Integer.toString(approval.ruleVersion())));
        }
    }

    /** A line of the story; what the customer reads too looks different from what only staff read. */
    record TimelineRow(
            long id,
            String kind,
            String actor,
            String at,
            String instant,
            @Nullable String text,
            boolean visible,
            String tone) {

        static TimelineRow of(TimelineEntry entry, Words words) {
            String clock = entry.clock();
            String kind = words.of(entry.kind());
            return new TimelineRow(
                    entry.id(),
                    clock == null ? kind : words.text("desk.timeline.escalated", kind, words.of("ClockName", clock)),
                    words.person(entry.actor()),
                    words.moment(entry.at()),
                    entry.at().toString(),
                    entry.text(),
                    entry.visibleToCustomer(),
                    tone(entry.kind()));
        }

        private static String tone(TimelineKind kind) {
            return switch (kind) {
                case ESCALATED, OBSTACLE, REJECTED, DISPUTED, OBJECTED, URGED, NOT_OURS -> "bad";
                case APPROVED, AGREED, CONFIRMED, RESOLVED, PAID, OBSTACLE_CLEARED, CLOSED -> "ok";
                case MESSAGE_FROM_CUSTOMER, SURVEY_ANSWERED -> "warn";
                default -> "plain";
            };
        }
    }
}
