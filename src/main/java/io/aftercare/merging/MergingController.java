package io.aftercare.merging;

import io.aftercare.security.Staff;
import io.aftercare.ticket.Ticket;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Merging and splitting of tickets over HTTP. */
@RestController
@RequestMapping("/api/tickets/{number}")
class MergingController {

    private final TicketMerges merges;
    private final TicketSplits splits;

    MergingController(TicketMerges merges, TicketSplits splits) {
        this.merges = merges;
        this.splits = splits;
    }

    @PostMapping("/merge")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void merge(@PathVariable String number, @RequestBody Merge merge) {
        merges.merge(number, merge.into(), merge.reason());
    }

    @PostMapping("/split")
    @Staff
    ResponseEntity<Made> split(@PathVariable String number, @RequestBody TicketSplits.Split split) {
        Ticket made = splits.split(number, split);
        return ResponseEntity.created(URI.create("/api/tickets/" + made.number()))
                .body(new Made(made.number(), made.continuesNumber()));
    }

    record Merge(@Nullable String into, @Nullable String reason) {}

    /** The new ticket and the one that it came from. */
    record Made(String number, @Nullable String splitFrom) {}
}
