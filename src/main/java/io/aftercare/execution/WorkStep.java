package io.aftercare.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that somebody did to carry a solution out (2-05, 2-07): diagnosis, part, repair, test, goods, work. */
public record WorkStep(
        long id,
        String ticketNumber,
        long solutionId,
        Kind kind,
        String actor,
        Instant doneAt,
        @Nullable Boolean passed,
        @Nullable String text,
        @Nullable String partNo,
        @Nullable String serialIn,
        @Nullable String serialOut,
        @Nullable String waybill,
        @Nullable Instant expectedAt) {

    public enum Kind {
        DIAGNOSIS,
        PART,
        REPAIR,
        TEST,
        RETURN,
        SHIPMENT,
        WORK
    }

    /** A step before it is stored. */
    public record Draft(
            Kind kind,
            @Nullable Boolean passed,
            @Nullable String text,
            @Nullable String partNo,
            @Nullable String serialIn,
            @Nullable String serialOut,
            @Nullable String waybill,
            @Nullable Instant expectedAt) {}
}
