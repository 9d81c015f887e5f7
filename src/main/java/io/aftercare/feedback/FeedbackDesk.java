package io.aftercare.feedback;

import io.aftercare.callback.SurveyAnswered;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerAnonymised;
import io.aftercare.customer.Customers;
import io.aftercare.feedback.Feedback.Category;
import io.aftercare.feedback.Feedback.Outcome;
import io.aftercare.feedback.Feedback.Source;
import io.aftercare.feedback.Feedback.State;
import io.aftercare.feedback.FeedbackMapper.NewFeedback;
import io.aftercare.notification.Languages;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.ticket.TicketProcess.CallbackResult;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockService;
import io.aftercare.tracking.TicketClock;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one inbox for what people suggest (0-27): classified within 24 hours, decided within 48, answered within 72;
 * "not adopted" needs a reason, and nothing is closed before its sender was told (0-28, 0-29, 1-19).
 */
@Service
@Transactional
public class FeedbackDesk {

    /** The departments of the contract. */
    public static final List<String> DEPARTMENTS = List.of("technical", "operations", "product", "complaints");

    static final int LONGEST = 2_000;

    private static final String FORGOTTEN = "—";
    private static final Set<String> MAIL_DESK =
            Set.of(Groups.SERVICE_AGENTS, Groups.PROCESS_OWNERS, Groups.staff("complaints"));

    private final FeedbackMapper inbox;
    private final ClockService clocks;
    private final Notifier notifier;
    private final Languages languages;
    private final Customers customers;
    private final TicketService tickets;
    private final Timeline timeline;
    private final CurrentUser currentUser;
    private final Clock clock;

    FeedbackDesk(
            FeedbackMapper inbox,
            ClockService clocks,
            Notifier notifier,
            Languages languages,
            Customers customers,
            TicketService tickets,
            Timeline timeline,
            CurrentUser currentUser,
            Clock clock) {
        this.inbox = inbox;
        this.clocks = clocks;
        this.notifier = notifier;
        this.languages = languages;
        this.customers = customers;
        this.tickets = tickets;
        this.timeline = timeline;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** From the suggestion box: anybody, with or without a way to reach him. */
    public Feedback suggest(Suggestion suggestion) {
        String email = Checks.present(suggestion.email());
        String phone = Checks.present(suggestion.phone());
        new Checks()
                .required("text", suggestion.text())
                .says("text", suggestion.text())
                .atMost("text", suggestion.text(), LONGEST)
                .atMost("name", suggestion.name(), 60)
                .that(
                        email == null
                                || email.length() <= 254
                                        && email.matches("[^@\\s<>,;\"]+@[^@\\s<>,;\"]+[.][^@\\s<>,;\"]+"),
                        "email",
                        "field.email")
                .that(phone == null || phone.matches("[+0-9][0-9 ()-]{4,28}"), "phone", "field.phone")
                .refuseIfAny();
        String formKey = Checks.present(suggestion.formKey());
        if (formKey != null && !formKey.matches("[A-Za-z0-9-]{10,40}")) {
            formKey = null;
        }
        Optional<Feedback> sentBefore = formKey == null ? Optional.empty() : inbox.findByFormKey(formKey);
        if (sentBefore.isPresent()) {
            return sentBefore.get();
        }
        Feedback kept;
        try {
            kept = keep(
                    formKey,
                    Source.SUGGESTION_BOX,
                    null,
                    String.valueOf(suggestion.text()).strip(),
                    Checks.present(suggestion.name()),
                    email,
                    phone == null ? null : phone.replaceAll("[\\s()-]", ""),
                    suggestion.language());
        } catch (DuplicateKeyException sentTwiceAtOnce) {
            throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        }
        if (kept.canBeTold()) {
            tell(kept, Template.FEEDBACK_RECEIVED, "received", Map.of("feedback", kept.number()));
        }
        return kept;
    }

    /** What somebody suggested in an anonymous campaign; there is nobody to tell. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void fromCampaign(String text) {
        keep(
                null,
                Source.CAMPAIGN,
                null,
                text,
                null,
                null,
                null,
                languages.house().getLanguage());
    }

    /** What a customer suggested after his request; what is not solved goes its own way already. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void answered(SurveyAnswered event) {
        String suggestion = event.answer().suggestion();
        if (suggestion != null && !Checks.isBlank(suggestion) && event.answer().result() != CallbackResult.NOT_SOLVED) {
            keep(
                    null,
                    Source.TICKET_SURVEY,
                    event.answer().ticketNumber(),
                    suggestion,
                    null,
                    null,
                    null,
                    languages.house().getLanguage());
        }
    }

    @Transactional(readOnly = true)
    public Feedback require(long id) {
        return inbox.find(id).orElseThrow(FeedbackDesk::unknown);
    }

    /** What the inbox shows; without a state, what is open. */
    @Transactional(readOnly = true)
    public List<Feedback> list(
            @Nullable State state,
            @Nullable Category category,
            @Nullable String department,
            boolean open,
            int offset,
            int limit) {
        return inbox.list(state, category, department, open, offset, limit);
    }

    @Transactional(readOnly = true)
    public List<TicketClock> clocks(Feedback feedback) {
        return clocks.of(feedback.subject());
    }

    /** Whether the reader works on the inbox: the desk, and whoever supervises; later the department it went to. */
    public boolean mayWorkOn(Feedback feedback) {
        String department = feedback.department();
        return currentUser.isSupervisor()
                || MAIL_DESK.stream().anyMatch(currentUser::isIn)
                || department != null && currentUser.isIn(Groups.staff(department));
    }

    /** Only who answers for the work promises that something changes. */
    public boolean mayDecide() {
        return currentUser.isSupervisor() || currentUser.isIn(Groups.PROCESS_OWNERS);
    }

    /** What it is about and whose it is (0-28); again as long as nothing was decided. */
    public void classify(long id, @Nullable Category category, @Nullable String department) {
        new Checks()
                .required("category", category)
                .that(department != null && DEPARTMENTS.contains(department), "department", "field.choice", DEPARTMENTS)
                .refuseIfAny();
        Feedback feedback = lock(id);
        allowed(mayWorkOn(feedback));
        if (category == null || department == null) {
            return;
        }
        if (feedback.state() != State.RECEIVED && feedback.state() != State.CLASSIFIED) {
            throw tooLate();
        }
        inbox.classify(id, category, category.next(), department, currentUser.id(), clock.instant(), State.CLASSIFIED);
        clocks.meet(feedback.subject(), ClockName.FEEDBACK_CLASSIFICATION);
    }

    /** What becomes of it; "not adopted" is never said without a reason (1-19). */
    public void decide(long id, @Nullable Outcome outcome, @Nullable String reason) {
        Checks checks = new Checks().required("outcome", outcome).atMost("reason", reason, LONGEST);
        if (outcome == Outcome.NOT_ADOPTED) {
            checks.required("reason", reason).says("reason", reason);
        }
        checks.refuseIfAny();
        Feedback feedback = lock(id);
        allowed(mayDecide());
        if (outcome == null) {
            return;
        }
        if (feedback.state() != State.CLASSIFIED && feedback.state() != State.DECIDED) {
            throw tooLate();
        }
        inbox.decide(id, outcome, Checks.present(reason), currentUser.id(), clock.instant());
        clocks.meet(feedback.subject(), ClockName.FEEDBACK_DECISION);
    }

    /** Tells its sender what became of it (0-29); where nobody can be told, the answer stands for the record. */
    public void answer(long id, @Nullable String text) {
        String answer = Checks.text("answer", text, LONGEST);
        new Checks().says("answer", answer).refuseIfAny();
        Feedback feedback = lock(id);
        allowed(mayWorkOn(feedback));
        Outcome outcome = feedback.outcome();
        if (feedback.state() != State.DECIDED || outcome == null) {
            throw tooLate();
        }
        boolean told = feedback.canBeTold() && isReachable(feedback);
        if (told) {
            Map<String, String> facts = new HashMap<>();
            facts.put("feedback", feedback.number());
            facts.put("answer", answer);
            String reason = feedback.reason();
            if (outcome == Outcome.NOT_ADOPTED && reason != null) {
                facts.put("reason", reason);
            }
            tell(feedback, Template.FEEDBACK_ANSWERED, "answered", facts);
        }
        inbox.answer(id, answer, currentUser.id(), clock.instant(), told ? clock.instant() : null);
        String ticket = feedback.ticketNumber();
        if (ticket != null && told) {
            timeline.addVisible(ticket, TimelineKind.CUSTOMER_TOLD, currentUser.id(), answer);
        }
        clocks.meet(feedback.subject(), ClockName.FEEDBACK_ANSWER);
    }

    /** Put away, once its sender was told. */
    public void close(long id) {
        Feedback feedback = lock(id);
        allowed(mayWorkOn(feedback));
        if (feedback.state() == State.CLOSED) {
            return;
        }
        boolean nobodyToTell = !feedback.canBeTold() || !isReachable(feedback);
        if (feedback.state() != State.ANSWERED || feedback.toldAt() == null && !nobodyToTell) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.feedback-not-told");
        }
        inbox.close(id, currentUser.id(), clock.instant());
    }

    /** What a deleted customer wrote is not kept (E-04). */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void forget(CustomerAnonymised event) {
        inbox.forget(event.ref(), FORGOTTEN);
    }

    private Feedback keep(
            @Nullable String formKey,
            Source source,
            @Nullable String ticketNumber,
            String text,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            String language) {
        Instant now = clock.instant();
        NewFeedback made = new NewFeedback(
                new Feedback(
                        0,
                        source,
                        ticketNumber,
                        text,
                        name,
                        email,
                        phone,
                        language,
                        now,
                        State.RECEIVED,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                formKey);
        inbox.insert(made);
        Feedback kept = require(made.getId());
        for (ClockName each :
                List.of(ClockName.FEEDBACK_CLASSIFICATION, ClockName.FEEDBACK_DECISION, ClockName.FEEDBACK_ANSWER)) {
            clocks.start(kept.subject(), null, each, now, Map.of());
        }
        return kept;
    }

    private void tell(Feedback feedback, Template template, String occasion, Map<String, String> facts) {
        notifier.toPerson(sender(feedback), template, "feedback-" + feedback.id() + "-" + occasion, facts);
    }

    private Customer sender(Feedback feedback) {
        String ticket = feedback.ticketNumber();
        if (ticket != null) {
            return customers.require(tickets.require(ticket).customerRef());
        }
        String name = feedback.name();
        return new Customer(
                "-",
                name == null ? "" : name,
                feedback.phone(),
                feedback.email(),
                null,
                Customers.STANDARD_TIER,
                feedback.receivedAt(),
                null);
    }

    /** Who was forgotten meanwhile cannot be told any more. */
    private boolean isReachable(Feedback feedback) {
        return sender(feedback).anonymisedAt() == null;
    }

    private Feedback lock(long id) {
        return inbox.findForUpdate(id).orElseThrow(FeedbackDesk::unknown);
    }

    private static void allowed(boolean may) {
        if (!may) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.feedback-not-yours");
        }
    }

    private static ProblemException tooLate() {
        return new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "problem.feedback-unknown");
    }
}
