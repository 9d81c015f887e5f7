package io.aftercare.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** All problems that the API and the pages can report; the slug is the stable end of the problem's {@code type}. */
public enum ProblemType {
    UNREADABLE(HttpStatus.BAD_REQUEST),
    UNKNOWN_FIELD(HttpStatus.BAD_REQUEST),
    NOT_SIGNED_IN(HttpStatus.UNAUTHORIZED),
    NOT_ALLOWED(HttpStatus.FORBIDDEN),
    NOT_FOUND(HttpStatus.NOT_FOUND),
    TOO_LATE(HttpStatus.CONFLICT),
    CHANGED_MEANWHILE(HttpStatus.CONFLICT),
    TOO_SLOW(HttpStatus.REQUEST_TIMEOUT),
    TOO_LARGE(HttpStatus.PAYLOAD_TOO_LARGE),
    INVALID_FIELDS(HttpStatus.UNPROCESSABLE_ENTITY),
    RULE_REFUSES(HttpStatus.UNPROCESSABLE_ENTITY),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_ENTITY),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

    private final HttpStatus status;

    ProblemType(HttpStatus status) {
        this.status = status;
    }

    public HttpStatus status() {
        return status;
    }

    /** For example {@code rule-refuses}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
