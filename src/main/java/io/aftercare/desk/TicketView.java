package io.aftercare.desk;

import io.aftercare.approval.Approval;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Remedy;
import io.aftercare.solution.Solution;
import io.aftercare.solution.SolutionState;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.ClosedBy;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Impact;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.RequestType;
import io.aftercare.ticket.Stage;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.ticket.Urgency;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockState;
import io.aftercare.tracking.ExplanationLine;
import io.aftercare.tracking.TicketClock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ticket as {@code GET /api/tickets/{number}} answers it: phone and mail masked, money as decimal strings. */
record TicketView(
        String number,
        TicketStatus status,
        Stage stage,
        Channel channel,
        @Nullable RequestType requestType,
        @Nullable String subject,
        @Nullable Category category,
        @Nullable Impact impact,
        @Nullable Urgency urgency,
        @Nullable Priority priority,
        @Nullable Complexity complexity,
        @Nullable String department,
        @Nullable String owner,
        @Nullable String handler,
        @Nullable ClosedBy closedBy,
        CustomerView customer,
        @Nullable OrderView order,
        @Nullable String productSerial,
        @Nullable String serviceAddress,
        String description,
        @Nullable Mood mood,
        boolean suspectedEmergency,
        boolean escalated,
        int reopenedCount,
        int urgedCount,
        @Nullable String externalNumber,
        @Nullable Instant externalDueAt,
        @Nullable Instant occurredAt,
        @Nullable Instant expectedResolutionAt,
        Instant statusSince,
        Instant receivedAt,
        @Nullable Instant registeredAt,
        @Nullable Instant classifiedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant closedAt,
        @Nullable String answer,
        @Nullable String outcome,
        @Nullable String rootCause,
        @Nullable String resolutionSummary,
        @Nullable String continuesNumber,
        List<ClockView> clocks,
        EntitlementView entitlement,
        @Nullable SolutionView solution,
        List<ApprovalView> approvals,
        List<TimelineView> timeline,
        Measured measured) {

    static TicketView of(TicketFile file, EntitlementView entitlement, Words words) {
        Ticket ticket = file.ticket();
        CustomerOrder order = file.order();
        Solution solution = file.solution();
        return new TicketView(
                ticket.number(),
                ticket.status(),
                file.stage(),
                ticket.channel(),
                ticket.requestType(),
                ticket.subject(),
                ticket.category(),
                ticket.impact(),
                ticket.urgency(),
                ticket.priority(),
                ticket.complexity(),
                ticket.department(),
                ticket.owner(),
                file.handler(),
                ticket.closedBy(),
                CustomerView.of(file.customer()),
                order == null ? null : OrderView.of(order),
                ticket.productSerial(),
                ticket.serviceAddress(),
                ticket.description(),
                ticket.mood(),
                ticket.suspectedEmergency(),
                ticket.escalated(),
                ticket.reopenedCount(),
                ticket.urgedCount(),
                ticket.externalNumber(),
                ticket.externalDueAt(),
                ticket.occurredAt(),
                ticket.expectedResolutionAt(),
                ticket.statusSince(),
                ticket.receivedAt(),
                ticket.registeredAt(),
                ticket.classifiedAt(),
                ticket.resolvedAt(),
                ticket.confirmedAt(),
                ticket.closedAt(),
                ticket.answer(),
                ticket.outcome(),
                ticket.rootCause(),
                ticket.resolutionSummary(),
                ticket.continuesNumber(),
                file.clocks().stream()
                        .map(clock -> ClockView.of(clock, file.explanation(clock, words), file.explained(clock)))
                        .toList(),
                entitlement,
                solution == null ? null : SolutionView.of(solution, file.solutionLines()),
                file.approvals().stream().map(ApprovalView::of).toList(),
                file.timeline().stream().map(TimelineView::of).toList(),
                file.measured());
    }

    /** Who asks; contacts are masked (E-04). */
    record CustomerView(
            String ref,
            String name,
            @Nullable String phone,
            @Nullable String email,
            String tier) {

        static CustomerView of(Customer customer) {
            return new CustomerView(
                    customer.ref(), customer.name(), customer.maskedPhone(), customer.maskedEmail(), customer.tier());
        }
    }

    record OrderView(
            String orderNo,
            String product,
            @Nullable String productSerial,
            String paidAmount,
            Instant purchasedAt,
            @Nullable Instant deliveredAt) {

        static OrderView of(CustomerOrder order) {
            return new OrderView(
                    order.orderNo(),
                    order.product(),
                    order.productSerial(),
                    Words.decimal(order.paidAmount()),
                    order.purchasedAt(),
                    order.deliveredAt());
        }
    }

    /** A clock with one sentence that says why it ends when it ends, and with the lines that prove it. */
    record ClockView(
            ClockName name,
            Instant startedAt,
            Instant dueAt,
            ClockState state,
            @Nullable Instant metAt,
            @Nullable Instant breachedAt,
            String explanation,
            List<ExplanationLine> lines) {

        static ClockView of(TicketClock clock, String explanation, List<ExplanationLine> lines) {
            return new ClockView(
                    clock.name(),
                    clock.startedAt(),
                    clock.dueAt(),
                    clock.state(),
                    clock.metAt(),
                    clock.breachedAt(),
                    explanation,
                    lines);
        }
    }

    record SolutionView(
            Remedy remedy,
            String steps,
            Instant expectedCompletionAt,
            @Nullable String finding,
            String priceToCustomer,
            @Nullable String outcome,
            String proposedBy,
            Instant proposedAt,
            int version,
            SolutionState state,
            @Nullable String legalOpinion,
            @Nullable Instant planSentAt,
            @Nullable Instant agreedAt,
            List<LineView> compensations) {

        static SolutionView of(Solution solution, List<CompensationLine> lines) {
            return new SolutionView(
                    solution.remedy(),
                    solution.steps(),
                    solution.expectedCompletionAt(),
                    solution.finding(),
                    Words.decimal(solution.priceToCustomer()),
                    solution.outcome(),
                    solution.proposedBy(),
                    solution.proposedAt(),
                    solution.versionNo(),
                    solution.state(),
                    solution.legalOpinion(),
                    solution.planSentAt(),
                    solution.agreedAt(),
                    lines.stream().map(LineView::of).toList());
        }
    }

    record LineView(
            long id,
            CompensationLine.Kind kind,
            CompensationLine.Nature nature,
            String amount,
            @Nullable String note,
            CompensationLine.State state,
            @Nullable String entitlementBasis,
            @Nullable Integer entitlementVersion,
            String reversedAmount) {

        static LineView of(CompensationLine line) {
            return new LineView(
                    line.id(),
                    line.kind(),
                    line.nature(),
                    Words.decimal(line.amount()),
                    line.note(),
                    line.state(),
                    line.entitlementBasis(),
                    line.entitlementVersion(),
                    Words.decimal(line.reversedAmount()));
        }
    }

    record ApprovalView(
            String gate,
            String approver,
            @Nullable String onBehalfOf,
            boolean approved,
            @Nullable String comment,
            Instant at,
            @Nullable String contentHash,
            int ruleVersion) {

        static ApprovalView of(Approval approval) {
            return new ApprovalView(
                    approval.gate(),
                    approval.approver(),
                    approval.onBehalfOf(),
                    approval.approved(),
                    approval.commentText(),
                    approval.decidedAt(),
                    approval.contentHash(),
                    approval.ruleVersion());
        }
    }

    /** A line of the story; {@code clock} and {@code level} only on ESCALATED. */
    record TimelineView(
            Instant at,
            TimelineKind kind,
            String actor,
            @Nullable String text,
            boolean visibleToCustomer,
            @Nullable String clock,
            @Nullable Integer level) {

        static TimelineView of(TimelineEntry entry) {
            return new TimelineView(
                    entry.at(),
                    entry.kind(),
                    entry.actor(),
                    entry.text(),
                    entry.visibleToCustomer(),
                    entry.clock(),
                    entry.clockLevel());
        }
    }
}
