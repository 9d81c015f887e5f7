package io.aftercare.classification;

import io.aftercare.problem.Checks;
import io.aftercare.security.Staff;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Priority;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Change of priority and transfer over HTTP. */
@RestController
@RequestMapping("/api/tickets/{number}")
class ClassificationController {

    private final ClassificationService classifications;

    ClassificationController(ClassificationService classifications) {
        this.classifications = classifications;
    }

    @PostMapping("/priority")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void changePriority(@PathVariable String number, @RequestBody PriorityChange change) {
        new Checks().required("priority", change.priority()).refuseIfAny();
        classifications.changePriority(number, Objects.requireNonNull(change.priority()), change.reason());
    }

    @PostMapping("/transfer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void transfer(@PathVariable String number, @RequestBody Transfer transfer) {
        classifications.transfer(number, transfer.department(), transfer.category(), transfer.reason());
    }

    record PriorityChange(
            @Nullable Priority priority, @Nullable String reason) {}

    record Transfer(
            @Nullable String department,
            @Nullable Category category,
            @Nullable String reason) {}
}
