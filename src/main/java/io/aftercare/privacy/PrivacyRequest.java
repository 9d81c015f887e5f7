package io.aftercare.privacy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A customer's wish about his data, from the day he told it until somebody decided (E-04). */
public record PrivacyRequest(
        long id,
        Kind kind,
        State state,
        String customerRef,
        @Nullable String note,
        String receivedBy,
        Instant receivedAt,
        @Nullable String identityProof,
        @Nullable String checkedBy,
        @Nullable Instant checkedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String refusal) {

    public boolean isOpen() {
        return state == State.RECEIVED || state == State.CHECKED;
    }

    public enum Kind {
        EXPORT,
        DELETION
    }

    public enum State {
        RECEIVED,
        /** Somebody has made sure that it is he who asks. */
        CHECKED,
        DONE,
        REFUSED
    }
}
