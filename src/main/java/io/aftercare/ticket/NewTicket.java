package io.aftercare.ticket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of a ticket at the moment of receipt. */
public record NewTicket(
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
        @Nullable String owner,
        String reportedBy,
        Instant receivedAt,
        @Nullable Instant registeredAt,
        @Nullable String continuesNumber) {}
