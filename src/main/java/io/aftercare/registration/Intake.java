package io.aftercare.registration;

import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Classification;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.RequestType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A first contact, whatever way it came (4-01, 4-02, E-06): the fields of {@code POST /api/tickets}. */
public record Intake(
        @Nullable Channel channel,
        @Nullable CustomerReference customer,
        @Nullable String description,
        @Nullable RequestType requestType,
        @Nullable String subject,
        @Nullable String orderNo,
        @Nullable String productSerial,
        @Nullable String serviceAddress,
        @Nullable Instant occurredAt,
        @Nullable Instant expectedResolutionAt,
        @Nullable Mood mood,
        @Nullable Boolean suspectedEmergency,
        @Nullable String externalNumber,
        @Nullable Instant externalDueAt,
        @Nullable ClassificationFields classification) {

    Intake withoutOrder() {
        return new Intake(
                channel,
                customer,
                description,
                requestType,
                subject,
                null,
                productSerial,
                serviceAddress,
                occurredAt,
                expectedResolutionAt,
                mood,
                suspectedEmergency,
                externalNumber,
                externalDueAt,
                classification);
    }

    /** Either {@code ref}, or a name and at least one way to reach him. */
    public record CustomerReference(
            @Nullable String ref,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String channelId) {}

    /** The fields of the form classify-ticket. */
    public record ClassificationFields(
            io.aftercare.ticket.@Nullable Category category,
            io.aftercare.ticket.@Nullable Impact impact,
            io.aftercare.ticket.@Nullable Urgency urgency,
            io.aftercare.ticket.@Nullable Complexity complexity,
            @Nullable String answer,
            @Nullable Boolean confirmedOnCall) {

        /** Everything that a classification needs, or a refusal that names what is missing. */
        public Classification complete() {
            return io.aftercare.classification.ClassificationService.checked(
                    category, impact, urgency, complexity, answer, confirmedOnCall);
        }
    }
}
