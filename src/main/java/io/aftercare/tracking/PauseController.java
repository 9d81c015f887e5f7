package io.aftercare.tracking;

import io.aftercare.security.Staff;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A ticket waits, and goes on. */
@RestController
@RequestMapping("/api/tickets/{number}/pause")
class PauseController {

    private final Pauses pauses;

    PauseController(Pauses pauses) {
        this.pauses = pauses;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void pause(@PathVariable String number, @RequestBody PauseRequest request) {
        pauses.pause(number, request.reason(), request.note(), request.from());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void resume(@PathVariable String number, @RequestBody(required = false) @Nullable ResumeRequest request) {
        pauses.resume(number, request == null ? null : request.note());
    }

    /** {@code from} is now when absent. */
    record PauseRequest(
            @Nullable String reason,
            @Nullable String note,
            @Nullable Instant from) {}

    record ResumeRequest(@Nullable String note) {}
}
