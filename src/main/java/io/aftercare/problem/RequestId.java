package io.aftercare.problem;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id of the request that is worked on, by which whoever got a problem and whoever reads the log mean the same. */
public final class RequestId {

    /** Its name in lines of the log and in problems. */
    public static final String NAME = "requestId";

    private RequestId() {}

    /** Null outside a request. */
    public static @Nullable String current() {
        return MDC.get(NAME);
    }
}
