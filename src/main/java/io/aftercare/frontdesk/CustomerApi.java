package io.aftercare.frontdesk;

import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerMerges;
import io.aftercare.customer.Customers;
import io.aftercare.customer.IdentityKind;
import io.aftercare.customer.Reveals;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Staff;
import io.aftercare.ticket.TicketService;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Customers over HTTP: who one is, that two are one, and his whole contacts for a reason. */
@RestController
@RequestMapping("/api/customers/{ref}")
class CustomerApi {

    private final Customers customers;
    private final CustomerMerges merges;
    private final Reveals reveals;
    private final TicketService tickets;
    private final CurrentUser currentUser;

    CustomerApi(
            Customers customers,
            CustomerMerges merges,
            Reveals reveals,
            TicketService tickets,
            CurrentUser currentUser) {
        this.customers = customers;
        this.merges = merges;
        this.reveals = reveals;
        this.tickets = tickets;
        this.currentUser = currentUser;
    }

    /** Contacts masked; a reference that was merged leads to the one that stayed. */
    @GetMapping
    @Staff
    ResponseEntity<Masked> customer(@PathVariable String ref) {
        Customer customer = customers.require(ref);
        if (!customer.ref().equals(ref)) {
            return ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
                    .location(URI.create("/api/customers/" + customer.ref()))
                    .build();
        }
        return ResponseEntity.ok(new Masked(
                customer.ref(),
                customer.name(),
                customer.tier(),
                customers.identities(ref).stream()
                        .map(identity -> new MaskedIdentity(identity.kind(), identity.masked()))
                        .toList(),
                tickets.numbersOf(ref)));
    }

    @PostMapping("/merge")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize(CustomerPageController.DESK)
    void merge(@PathVariable String ref, @RequestBody Merge merge) {
        merges.merge(ref, merge.into(), merge.reason(), currentUser.id());
    }

    @DeleteMapping("/merge")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize(CustomerPageController.DESK)
    void undo(@PathVariable String ref, @RequestBody Undo undo) {
        merges.undo(ref, undo.reason(), currentUser.id());
    }

    /** Whole contacts; written down with who, when and why. */
    @PostMapping("/reveal")
    @Staff
    Reveals.Contacts reveal(@PathVariable String ref, @RequestBody Why why) {
        return reveals.reveal(ref, why.ticket(), why.reason(), currentUser.id());
    }

    record Masked(String ref, String name, String tier, List<MaskedIdentity> identities, List<String> tickets) {}

    record MaskedIdentity(IdentityKind kind, String masked) {}

    record Merge(@Nullable String into, @Nullable String reason) {}

    record Undo(@Nullable String reason) {}

    record Why(@Nullable String reason, @Nullable String ticket) {}
}
