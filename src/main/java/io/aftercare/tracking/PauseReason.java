package io.aftercare.tracking;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a ticket waits without anybody of the house being to blame (L2). */
public enum PauseReason {
    WAITING_FOR_CUSTOMER(true, true),
    WAITING_FOR_GOODS(true, true),
    WAITING_FOR_PART(false, true),
    WAITING_FOR_SUPPLIER(false, true),
    WAITING_FOR_AUTHORITY(false, true),
    FORCE_MAJEURE(false, true),
    /** By itself, while he has to agree to a price. */
    WAITING_FOR_AGREEMENT(true, false);

    private final boolean customer;
    private final boolean byHand;

    PauseReason(boolean customer, boolean byHand) {
        this.customer = customer;
        this.byHand = byHand;
    }

    /** True when the customer is the one we wait for: whatever he does ends it, and nobody has to keep him informed. */
    public boolean isCustomersTurn() {
        return customer;
    }

    /** Whether a person may give it as a reason. */
    public boolean isByHand() {
        return byHand;
    }

    public static Optional<PauseReason> of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.name().equals(code))
                .findFirst();
    }
}
