package io.aftercare.attachment;

import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Files that staff put on a ticket: one line of its story, like everything that happens to it. */
@Service
@Transactional
public class AttachedFiles {

    private static final int LONGEST_TEXT = 2_000;

    private final Attachments attachments;
    private final TicketService tickets;
    private final Timeline timeline;
    private final CurrentUser currentUser;

    AttachedFiles(Attachments attachments, TicketService tickets, Timeline timeline, CurrentUser currentUser) {
        this.attachments = attachments;
        this.tickets = tickets;
        this.timeline = timeline;
        this.currentUser = currentUser;
    }

    @Transactional(readOnly = true)
    public List<Attachment> of(String number) {
        tickets.require(number);
        return attachments.ofTicket(number);
    }

    @Transactional(readOnly = true)
    public void require(String number) {
        tickets.require(number);
    }

    /** Without a text the line says the files' names. */
    public void add(String number, List<String> ids, @Nullable String text, boolean visibleToCustomer) {
        new Checks()
                .required("file", ids.isEmpty() ? null : ids)
                .atMost("text", text, LONGEST_TEXT)
                .refuseIfAny();
        if (tickets.lock(number).status().isFinal()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        String said = text == null || Checks.isBlank(text) ? names(ids) : text;
        long line = visibleToCustomer
                ? timeline.addVisible(number, TimelineKind.NOTE, currentUser.id(), said)
                : timeline.add(number, TimelineKind.NOTE, currentUser.id(), said);
        attachments.attach(number, line, ids, visibleToCustomer);
    }

    private String names(List<String> ids) {
        return attachments.all(ids).stream().map(Attachment::name).collect(Collectors.joining(", "));
    }
}
