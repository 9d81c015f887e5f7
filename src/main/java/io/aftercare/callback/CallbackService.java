package io.aftercare.callback;

import io.aftercare.confirmation.ConfirmationProperties;
import io.aftercare.confirmation.ConfirmationService;
import io.aftercare.customer.CustomerAnonymised;
import io.aftercare.decision.DecisionTables;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.notification.TrackingLinks;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.ClosedBy;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketProcess.CallbackResult;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockService;
import io.aftercare.tracking.ServiceHours;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks whether it helped (4-16 to 4-18), by call and by link, and puts the ticket away. Of call and link the first
 * answer counts: the ticket's row is locked before anything is decided.
 */
@Service
@Transactional
public class CallbackService {

    private static final String POLICY_TABLE = "callback-policy";
    private static final String CALL = "CALL";

    private final TicketService tickets;
    private final Timeline timeline;
    private final TicketProcess process;
    private final ClockService clocks;
    private final ServiceHours serviceHours;
    private final DecisionTables decisions;
    private final Notifier notifier;
    private final TrackingLinks links;
    private final ConfirmationService confirmation;
    private final CallbackMapper callbacks;
    private final Archive archive;
    private final CallbackProperties properties;
    private final ConfirmationProperties closing;
    private final ObjectProvider<SurveyInvitations> invitations;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CallbackService(
            TicketService tickets,
            Timeline timeline,
            TicketProcess process,
            ClockService clocks,
            ServiceHours serviceHours,
            DecisionTables decisions,
            Notifier notifier,
            TrackingLinks links,
            ConfirmationService confirmation,
            CallbackMapper callbacks,
            Archive archive,
            CallbackProperties properties,
            ConfirmationProperties closing,
            ObjectProvider<SurveyInvitations> invitations,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.process = process;
        this.clocks = clocks;
        this.serviceHours = serviceHours;
        this.decisions = decisions;
        this.notifier = notifier;
        this.links = links;
        this.confirmation = confirmation;
        this.callbacks = callbacks;
        this.archive = archive;
        this.properties = properties;
        this.closing = closing;
        this.invitations = invitations;
        this.events = events;
        this.clock = clock;
    }

    /** When the callback opens, the survey's link ends and a ticket that nobody confirmed is closed. */
    public record Dates(Instant callbackOpensAt, Instant surveyEndsAt, Instant closesAt) {}

    /** Whether somebody has to call, or the link is enough. */
    public record Invitation(boolean callNeeded) {}

    /** The dates of a resolved ticket; all count from the moment of resolution. */
    @Transactional(readOnly = true)
    public Dates dates(String number) {
        return dates(tickets.require(number));
    }

    private Dates dates(Ticket ticket) {
        Instant resolvedAt = ticket.resolvedAt();
        if (resolvedAt == null) {
            throw new IllegalStateException("Ticket " + ticket.number() + " is not resolved");
        }
        Instant surveyEndsAt = ticket.surveyEndsAt();
        return new Dates(
                resolvedAt.plus(properties.opensAfter()),
                surveyEndsAt == null ? resolvedAt.plus(properties.surveyEndsAfter()) : surveyEndsAt,
                resolvedAt.plus(properties.closesAfter()));
    }

    /** Task_InviteToSurvey: the link leaves; the table decides whether somebody calls as well. */
    public Invitation inviteToSurvey(String number) {
        Ticket ticket = tickets.lock(number);
        Complexity complexity = ticket.complexity();
        boolean callNeeded = CALL.equals(decisions
                .evaluate(
                        POLICY_TABLE,
                        Collections.singletonMap("complexity", complexity == null ? null : complexity.name()))
                .single("policy"));
        if (!surveySent(ticket)) {
            notifier.toCustomer(
                    ticket,
                    Template.SURVEY,
                    round(ticket),
                    invitation(ticket, dates(ticket).surveyEndsAt()));
            timeline.addVisible(number, TimelineKind.SURVEY_SENT, Timeline.SYSTEM, null);
        }
        if (!callNeeded) {
            // the link was all that this clock waited for
            clocks.meet(number, ClockName.CALLBACK);
        }
        return new Invitation(callNeeded);
    }

    private Map<String, String> invitation(Ticket ticket, Instant endsAt) {
        Map<String, String> facts = new HashMap<>();
        facts.put("endsAt", endsAt.toString());
        invitations.ifAvailable(surveys -> facts.put("invitation", String.valueOf(surveys.invite(ticket, endsAt))));
        return facts;
    }

    /** Task_CallBackCustomer: he was reached and answered, or he is tried again inside calling hours. */
    public CallResult recordCall(String number, String actor, CallForm form) {
        Ticket ticket = open(number);
        int round = ticket.resolutionRound();
        int attempt = callbacks.countAttempts(number, round) + 1;
        if (attempt > properties.attempts()) {
            throw tooLate();
        }
        if (form.reached()) {
            check(form.answers());
        }
        Instant now = clock.instant();
        boolean again = !form.reached() && attempt < properties.attempts();
        Instant next = again ? serviceHours.nextOpen(now.plus(properties.nextAttemptAfter())) : null;
        callbacks.insertAttempt(number, round, attempt, actor, now, form.reached(), next);
        if (form.reached()) {
            timeline.addVisible(number, TimelineKind.CALLED, actor, null);
            CallbackResult result = answer(ticket, form.answers(), SurveyAnswer.Source.CALL, actor, null);
            return new CallResult(true, false, null, result);
        }
        timeline.add(number, TimelineKind.CALLED, actor, attempt + "/" + properties.attempts());
        if (!again) {
            clocks.stop(number, ClockName.CALLBACK);
        }
        return new CallResult(false, again, next, CallbackResult.NO_ANSWER);
    }

    /** The survey on the customer's page: after its link was sent, until it ends, once per round. */
    public void answerByCustomer(String number, SurveyForm form) {
        answerByCustomer(number, form, null);
    }

    /** The same, with the time that he took as far as we know it (1-10). */
    public void answerByCustomer(String number, SurveyForm form, @Nullable Duration took) {
        Ticket ticket = open(number);
        if (!mayAnswer(ticket)) {
            throw tooLate();
        }
        check(form);
        CallbackResult result = answer(ticket, form, SurveyAnswer.Source.LINK, Timeline.CUSTOMER, took);
        if (!process.surveyAnswered(number, result)) {
            throw tooLate();
        }
    }

    /** Whether the survey on the customer's page is open. */
    @Transactional(readOnly = true)
    public boolean mayAnswer(Ticket ticket) {
        return asksNow(ticket.status())
                && !clock.instant().isAfter(dates(ticket).surveyEndsAt())
                && surveySent(ticket)
                && answerOf(ticket).isEmpty();
    }

    /** What the customer said about the newest round of work. */
    @Transactional(readOnly = true)
    public Optional<SurveyAnswer> answerOf(Ticket ticket) {
        return callbacks.findAnswer(ticket.number(), ticket.resolutionRound());
    }

    /** The calls of this round of work, oldest first. */
    @Transactional(readOnly = true)
    public List<CallAttempt> calls(Ticket ticket) {
        return callbacks.findAttempts(ticket.number(), ticket.resolutionRound());
    }

    /** Who was not reached and will be tried again later than {@code after}, next one first. */
    @Transactional(readOnly = true)
    public List<CallAttempt> laterCalls(Instant after, int limit) {
        return callbacks.findLaterAttempts(after, limit);
    }

    /** How often we try in all. */
    public int mostAttempts() {
        return properties.attempts();
    }

    /** Calls already made in this round of work. */
    @Transactional(readOnly = true)
    public int attempts(Ticket ticket) {
        return callbacks.countAttempts(ticket.number(), ticket.resolutionRound());
    }

    /** Task_FollowUpDissatisfaction: why he is not satisfied and what will be better (4-18). */
    public void followUp(String number, String actor, @Nullable String cause, @Nullable String improvementPlan) {
        new Checks()
                .required("cause", cause)
                .atMost("cause", cause, ConfirmationService.MAX_TEXT)
                .required("improvementPlan", improvementPlan)
                .atMost("improvementPlan", improvementPlan, ConfirmationService.MAX_TEXT)
                .refuseIfAny();
        Ticket ticket = tickets.lock(number);
        if (ticket.status() != TicketStatus.CALLED_BACK) {
            throw tooLate();
        }
        callbacks.insertDissatisfaction(
                number,
                ticket.resolutionRound(),
                Objects.requireNonNull(cause),
                Objects.requireNonNull(improvementPlan),
                actor,
                clock.instant());
        timeline.add(number, TimelineKind.FOLLOWED_UP, actor, cause + "\n" + improvementPlan);
    }

    /** Task_CloseDispute: how the case ended with the authority or the platform (E-06). */
    public void closeDispute(String number, String actor, @Nullable String result) {
        String words = Checks.text("result", result, ConfirmationService.MAX_TEXT);
        if (!tickets.lock(number).status().isResolved()) {
            throw tooLate();
        }
        timeline.add(number, TimelineKind.DISPUTE_CLOSED, actor, words);
        clocks.meet(number, ClockName.FOREIGN_DEADLINE);
    }

    /** Task_SendThanks. */
    public void sendThanks(String number) {
        Ticket ticket = tickets.require(number);
        notifier.toCustomer(ticket, Template.THANKS, round(ticket), Map.of());
    }

    /** Task_RemindCustomer: day 3, and he has neither confirmed nor answered. */
    public void remind(String number) {
        Ticket ticket = tickets.lock(number);
        boolean reminded = timeline.of(number).stream()
                .anyMatch(entry -> entry.kind() == TimelineKind.REMINDED
                        && !entry.at().isBefore(Objects.requireNonNull(ticket.resolvedAt())));
        if (!reminded) {
            notifier.toCustomer(
                    ticket,
                    Template.REMINDER,
                    round(ticket),
                    Map.of("closesAt", dates(ticket).closesAt().toString()));
            timeline.addVisible(number, TimelineKind.REMINDED, Timeline.SYSTEM, null);
        }
    }

    /** Task_ArchiveTicket (2-10): closed, and frozen as it stands. */
    public void archive(String number) {
        Ticket ticket = tickets.lock(number);
        if (ticket.status() == TicketStatus.CLOSED) {
            return;
        }
        Optional<SurveyAnswer> answer = answerOf(ticket);
        ClosedBy closedBy = answer.isPresent()
                ? ClosedBy.ANSWER
                : ticket.confirmedAt() != null
                        ? ClosedBy.CONFIRMATION
                        : ticket.channel().isForeign() ? ClosedBy.DISPUTE : ClosedBy.NO_ANSWER;
        Ticket closed = tickets.close(ticket, closedBy);
        timeline.addVisible(number, TimelineKind.CLOSED, Timeline.SYSTEM, null);
        clocks.stopAll(number);
        Instant closedAt = Objects.requireNonNull(closed.closedAt());
        links.expire(number, closedAt.plus(closing.linkLivesAfterClosing()));
        callbacks.insertArchive(
                number, closed.resolutionRound(), closedAt, archive.snapshot(closed, answer.orElse(null)));
    }

    private CallbackResult answer(
            Ticket ticket, SurveyForm form, SurveyAnswer.Source source, String actor, @Nullable Duration took) {
        if (answerOf(ticket).isPresent()) {
            throw tooLate();
        }
        String number = ticket.number();
        SurveyAnswer answer = new SurveyAnswer(
                0,
                number,
                ticket.resolutionRound(),
                source,
                Boolean.TRUE.equals(form.resolved()),
                Objects.requireNonNull(form.speed()),
                Objects.requireNonNull(form.effect()),
                Objects.requireNonNull(form.attitude()),
                Objects.requireNonNull(form.overall()),
                form.recommend(),
                form.suggestion() == null || form.suggestion().isBlank() ? null : form.suggestion(),
                actor,
                clock.instant());
        callbacks.insertAnswer(answer);
        events.publishEvent(new SurveyAnswered(ticket, answer, took));
        timeline.add(number, TimelineKind.SURVEY_ANSWERED, actor, answer.overall() + "/5");
        clocks.meet(number, ClockName.CALLBACK);
        if (answer.result() == CallbackResult.NOT_SOLVED) {
            confirmation.notSolved(number, actor, answer.suggestion());
        } else {
            tickets.move(confirmation.confirmInCallback(number, actor), TicketStatus.CALLED_BACK);
        }
        return answer.result();
    }

    private static void check(SurveyForm form) {
        Checks checks = new Checks().required("resolved", form.resolved());
        mark(checks, "speed", form.speed());
        mark(checks, "effect", form.effect());
        mark(checks, "attitude", form.attitude());
        mark(checks, "overall", form.overall());
        Integer recommend = form.recommend();
        checks.that(recommend == null || (recommend >= 0 && recommend <= 10), "recommend", "field.range", 0, 10)
                .atMost("suggestion", form.suggestion(), ConfirmationService.MAX_TEXT)
                .refuseIfAny();
    }

    private static void mark(Checks checks, String field, @Nullable Integer mark) {
        checks.required(field, mark).that(mark == null || (mark >= 1 && mark <= 5), field, "field.range", 1, 5);
    }

    /** The ticket, locked, while its customer may still be asked. */
    private Ticket open(String number) {
        Ticket ticket = tickets.lock(number);
        if (!asksNow(ticket.status())) {
            throw tooLate();
        }
        return ticket;
    }

    private static boolean asksNow(TicketStatus status) {
        return status == TicketStatus.AWAITING_CONFIRMATION || status == TicketStatus.CONFIRMED;
    }

    private boolean surveySent(Ticket ticket) {
        Instant resolvedAt = ticket.resolvedAt();
        return resolvedAt != null
                && timeline.of(ticket.number()).stream()
                        .anyMatch(entry -> entry.kind() == TimelineKind.SURVEY_SENT
                                && !entry.at().isBefore(resolvedAt));
    }

    private static String round(Ticket ticket) {
        return "round-" + ticket.resolutionRound();
    }

    private static ProblemException tooLate() {
        return new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
    }

    /** What a deleted customer wrote does not live on in the archive (E-04). */
    @EventListener
    void forget(CustomerAnonymised event) {
        callbacks.forgetArchives(event.ref());
        callbacks.forgetSuggestions(event.ref());
    }
}
