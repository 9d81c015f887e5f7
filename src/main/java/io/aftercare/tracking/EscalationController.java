package io.aftercare.tracking;

import io.aftercare.problem.Checks;
import io.aftercare.security.Staff;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A member of staff calls the supervisors. */
@RestController
class EscalationController {

    private final Escalations escalations;

    EscalationController(Escalations escalations) {
        this.escalations = escalations;
    }

    @PostMapping("/api/tickets/{number}/escalate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void escalate(@PathVariable String number, @RequestBody EscalationRequest request) {
        escalations.escalate(number, Checks.text("reason", request.reason(), 2_000));
    }

    record EscalationRequest(@Nullable String reason) {}
}
