package io.aftercare.confirmation;

import io.aftercare.security.CurrentUser;
import io.aftercare.security.Staff;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Staff cancel a ticket, with a reason, until it is resolved. */
@RestController
class CancellationController {

    private final ConfirmationService confirmation;
    private final CurrentUser currentUser;

    CancellationController(ConfirmationService confirmation, CurrentUser currentUser) {
        this.confirmation = confirmation;
        this.currentUser = currentUser;
    }

    @PostMapping("/api/tickets/{number}/cancel")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void cancel(@PathVariable String number, @RequestBody Cancellation cancellation) {
        confirmation.cancel(number, currentUser.id(), cancellation.reason());
    }

    record Cancellation(@Nullable String reason) {}
}
