package io.aftercare.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.problem.Checks;
import io.aftercare.security.Fingerprint;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes tickets in over HTTP, from agents and from the machine accounts of channels. */
@RestController
@RequestMapping("/api/tickets")
class TicketIntakeController {

    private static final int ATTEMPTS = 5;

    private final RegistrationService registrations;
    private final ObjectMapper json;

    TicketIntakeController(RegistrationService registrations, ObjectMapper json) {
        this.registrations = registrations;
        this.json = json;
    }

    /** Same key and same content again: the same ticket; the caller may repeat until he has an answer. */
    @PostMapping
    @PreAuthorize("hasAnyRole('service-agents', 'channels')")
    ResponseEntity<Received> receive(
            @RequestBody Intake intake,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        RegistrationService.Acknowledged acknowledged;
        if (key == null || key.isBlank()) {
            acknowledged = registrations.acknowledge(intake);
        } else {
            new Checks().atMost("Idempotency-Key", key, 255).refuseIfAny();
            acknowledged = acknowledgeOnce(intake, key, hash(intake));
        }
        Ticket ticket = acknowledged.ticket();
        return ResponseEntity.created(URI.create("/api/tickets/" + ticket.number()))
                .body(new Received(ticket.number(), ticket.status(), acknowledged.trackingUrl()));
    }

    /** Only a supervisor may move ownership (0-12). */
    @PostMapping("/{number}/owner")
    @ResponseStatus(org.springframework.http.HttpStatus.NO_CONTENT)
    @io.aftercare.security.Staff
    void changeOwner(@PathVariable String number, @RequestBody OwnerChange change) {
        new Checks()
                .required("owner", change.owner())
                .required("reason", change.reason())
                .refuseIfAny();
        registrations.changeOwner(number, String.valueOf(change.owner()), String.valueOf(change.reason()));
    }

    /** Of the same request at the same moment one makes the ticket; the others find it when they try again. */
    private RegistrationService.Acknowledged acknowledgeOnce(Intake intake, String key, String hash) {
        for (int attempt = 1; ; attempt++) {
            try {
                return registrations.acknowledge(intake, key, hash);
            } catch (DuplicateKeyException | ConcurrencyFailureException parallelRequest) {
                if (attempt == ATTEMPTS) {
                    throw parallelRequest;
                }
            }
        }
    }

    private String hash(Intake intake) {
        try {
            return Fingerprint.of(json.writeValueAsString(intake));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    record Received(String number, TicketStatus status, String trackingUrl) {}

    record OwnerChange(@Nullable String owner, @Nullable String reason) {}
}
