package io.aftercare.desk;

import io.aftercare.conversation.Notes;
import io.aftercare.entitlement.EntitlementWords;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.Staff;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.TicketFilter;
import io.aftercare.ticket.TicketStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tickets and notes for staff over HTTP. */
@RestController
@RequestMapping("/api/tickets")
class TicketLookupController {

    private final TicketFiles files;
    private final Notes notes;
    private final Wording wording;
    private final EntitlementWords entitlements;

    TicketLookupController(TicketFiles files, Notes notes, Wording wording, EntitlementWords entitlements) {
        this.files = files;
        this.notes = notes;
        this.wording = wording;
        this.entitlements = entitlements;
    }

    @GetMapping("/{number}")
    @Staff
    TicketView ticket(@PathVariable String number, Locale locale) {
        TicketFile file = files.file(number, locale);
        return TicketView.of(file, EntitlementView.of(file.entitlement(), entitlements, locale), wording.in(locale));
    }

    @GetMapping
    @Staff
    TicketListView tickets(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "25") int size) {
        TicketFilter filter = new TicketFilter(
                choice("status", TicketStatus.class, status),
                choice("priority", Priority.class, priority),
                Checks.present(owner),
                null,
                Checks.present(q));
        return TicketListView.of(files.find(filter, page, size));
    }

    /** An internal note, or a message that the customer gets and that counts as a human answer. */
    @PostMapping("/{number}/notes")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void addNote(@PathVariable String number, @RequestBody NewNote note) {
        new Checks().required("text", note.text()).refuseIfAny();
        notes.add(number, note.text(), Boolean.TRUE.equals(note.visibleToCustomer()));
    }

    record NewNote(@Nullable String text, @Nullable Boolean visibleToCustomer) {}

    static <E extends Enum<E>> @Nullable E choice(String name, Class<E> type, @Nullable String value) {
        String wanted = Checks.present(value);
        if (wanted == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(wanted)) {
                return constant;
            }
        }
        throw new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", name);
    }
}
