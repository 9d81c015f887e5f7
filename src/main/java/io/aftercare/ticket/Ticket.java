package io.aftercare.ticket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One customer's request from the first contact to the closed line; the truth about it is this row. */
public record Ticket(
        String number,
        TicketStatus status,
        Channel channel,
        @Nullable String externalNumber,
        @Nullable Instant externalDueAt,
        String customerRef,
        @Nullable String orderNo,
        @Nullable String productSerial,
        @Nullable String serviceAddress,
        @Nullable RequestType requestType,
        @Nullable String subject,
        String description,
        @Nullable Instant occurredAt,
        @Nullable Instant expectedResolutionAt,
        @Nullable Mood mood,
        boolean suspectedEmergency,
        @Nullable Category category,
        @Nullable Impact impact,
        @Nullable Urgency urgency,
        @Nullable Complexity complexity,
        @Nullable Priority priority,
        @Nullable String department,
        @Nullable String answer,
        @Nullable String owner,
        String reportedBy,
        int notOursCount,
        int reopenedCount,
        int urgedCount,
        int resolutionRound,
        boolean escalated,
        Instant statusSince,
        Instant receivedAt,
        @Nullable Instant registeredAt,
        @Nullable Instant classifiedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant surveyEndsAt,
        @Nullable Instant closedAt,
        @Nullable ClosedBy closedBy,
        @Nullable String outcome,
        @Nullable String rootCause,
        @Nullable String resolutionSummary,
        boolean proposeArticle,
        @Nullable String continuesNumber) {

    public boolean isSimple() {
        return complexity == Complexity.SIMPLE;
    }

    /** P0, or not yet classified and suspected to be one: clocks then run around the clock (D1, D9). */
    public boolean isUrgent() {
        return priority == null ? suspectedEmergency : priority == Priority.P0;
    }

    /** Which of the seven stages of the line people see it in. */
    public Stage stage() {
        return Stage.of(status);
    }

    /** The same ticket with another status, as it stands after a successful move. */
    public Ticket in(TicketStatus next, Instant since) {
        return new Ticket(
                number,
                next,
                channel,
                externalNumber,
                externalDueAt,
                customerRef,
                orderNo,
                productSerial,
                serviceAddress,
                requestType,
                subject,
                description,
                occurredAt,
                expectedResolutionAt,
                mood,
                suspectedEmergency,
                category,
                impact,
                urgency,
                complexity,
                priority,
                department,
                answer,
                owner,
                reportedBy,
                notOursCount,
                reopenedCount,
                urgedCount,
                resolutionRound,
                escalated,
                since,
                receivedAt,
                registeredAt,
                classifiedAt,
                resolvedAt,
                confirmedAt,
                surveyEndsAt,
                closedAt,
                closedBy,
                outcome,
                rootCause,
                resolutionSummary,
                proposeArticle,
                continuesNumber);
    }
}
