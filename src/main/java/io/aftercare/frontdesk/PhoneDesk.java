package io.aftercare.frontdesk;

import io.aftercare.confirmation.ConfirmationService;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.registration.Intake;
import io.aftercare.registration.RegistrationService;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Fingerprint;
import io.aftercare.ticket.CustomerActed;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what a caller said, on the ticket that it belongs to or as a new one (4-01, 0-12). */
@Service
@Transactional
class PhoneDesk {

    /** The same words again within this time are a second click. */
    private static final Duration SAME_CALL = Duration.ofMinutes(2);

    private final TicketService tickets;
    private final Timeline timeline;
    private final RegistrationService registrations;
    private final ConfirmationService confirmations;
    private final Notifier notifier;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PhoneDesk(
            TicketService tickets,
            Timeline timeline,
            RegistrationService registrations,
            ConfirmationService confirmations,
            Notifier notifier,
            CurrentUser currentUser,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.registrations = registrations;
        this.confirmations = confirmations;
        this.notifier = notifier;
        this.currentUser = currentUser;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A call about a ticket: one line with what was said; a closed ticket opens again or goes on as a new one, as with
     * every message of a customer. Answers where the call stands.
     */
    String called(String number, String customerRef, @Nullable String note, boolean urges, boolean recorded) {
        String words = Checks.text("note", note, ConfirmationService.MAX_TEXT).strip();
        new Checks().says("note", words).refuseIfAny();
        Ticket ticket = tickets.lock(tickets.followed(number));
        if (!ticket.customerRef().equals(customerRef)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "problem.ticket-unknown");
        }
        String actor = currentUser.id();
        if (isSecondClick(ticket.number(), actor, words)) {
            return ticket.number();
        }
        String standsOn = ticket.status().isFinal()
                ? confirmations.hear(ticket.number(), words).ticketNumber()
                : ticket.number();
        long line = timeline.addVisible(standsOn, TimelineKind.CALLED_IN, actor, words);
        events.publishEvent(new CustomerActed(standsOn));
        consent(standsOn, recorded);
        Ticket now = tickets.require(standsOn);
        if (urges && now.status().isOpenWork()) {
            confirmations.urge(standsOn);
        }
        String owner = now.owner();
        if (owner != null && !owner.equals(actor)) {
            notifier.toUser(now, owner, Template.MESSAGE, "called-" + line, Map.of("text", words));
        }
        return standsOn;
    }

    /** A new ticket by phone; the agent has registered it and owns it. The same key twice is one ticket. */
    String received(Intake intake, String key, boolean recorded) {
        String hash = Fingerprint.of(intake.toString());
        Ticket earlier = registrations.repeated(key, hash);
        if (earlier != null) {
            return earlier.number();
        }
        Ticket made = registrations.receive(intake, key, hash);
        consent(made.number(), recorded);
        return made.number();
    }

    private void consent(String number, boolean recorded) {
        if (recorded) {
            timeline.addVisible(number, TimelineKind.RECORDING_AGREED, currentUser.id(), null);
        }
    }

    private boolean isSecondClick(String number, String actor, String words) {
        List<TimelineEntry> entries = timeline.of(number);
        return entries.stream()
                .anyMatch(entry -> entry.kind() == TimelineKind.CALLED_IN
                        && entry.actor().equals(actor)
                        && words.equals(entry.text())
                        && entry.at().plus(SAME_CALL).isAfter(clock.instant()));
    }
}
