package io.aftercare.approval;

import io.aftercare.absence.Absences;
import io.aftercare.absence.ActingFor;
import io.aftercare.notification.Glossary;
import io.aftercare.notification.Languages;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.security.StaffDirectory;
import io.aftercare.solution.Compensations.Gate;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.worklist.Decision;
import io.aftercare.worklist.Worklist;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** An approver asks back before he decides: the task stays his, the clock goes on, everything stands on the timeline. */
@Service
@Transactional
public class Questions {

    private static final int LONGEST = 5_000;

    private final ApprovalMapper approvals;
    private final Matters matters;
    private final Separation separation;
    private final Worklist worklist;
    private final TicketService tickets;
    private final Timeline timeline;
    private final Notifier notifier;
    private final Absences absences;
    private final ActingFor actingFor;
    private final StaffDirectory staff;
    private final CurrentUser currentUser;
    private final Glossary glossary;
    private final MessageSource messages;
    private final Languages languages;
    private final Clock clock;

    Questions(
            ApprovalMapper approvals,
            Matters matters,
            Separation separation,
            Worklist worklist,
            TicketService tickets,
            Timeline timeline,
            Notifier notifier,
            Absences absences,
            ActingFor actingFor,
            StaffDirectory staff,
            CurrentUser currentUser,
            Glossary glossary,
            MessageSource messages,
            Languages languages,
            Clock clock) {
        this.approvals = approvals;
        this.matters = matters;
        this.separation = separation;
        this.worklist = worklist;
        this.tickets = tickets;
        this.timeline = timeline;
        this.notifier = notifier;
        this.absences = absences;
        this.actingFor = actingFor;
        this.staff = staff;
        this.currentUser = currentUser;
        this.glossary = glossary;
        this.messages = messages;
        this.languages = languages;
        this.clock = clock;
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<Question> of(String ticketNumber) {
        return approvals.findQuestions(ticketNumber);
    }

    /** What the current user could answer now. */
    @Transactional(readOnly = true)
    public List<Question> waiting() {
        List<String> persons = new ArrayList<>(absences.representedBy(currentUser.id()));
        persons.add(currentUser.id());
        return approvals.findOpenQuestions(persons).stream()
                .filter(this::mayAnswer)
                .toList();
    }

    /** The question, or 404. */
    @Transactional(readOnly = true)
    public Question require(long id) {
        return approvals
                .findQuestion(id)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.question-unknown"));
    }

    /** To the proposer, by whoever may decide; the ticket's owner hears of it too. */
    public void ask(String taskId, @Nullable String question) {
        String words = Checks.text("question", question, LONGEST).strip();
        Decision decision = worklist.decision(taskId);
        Ticket ticket = tickets.lock(decision.ticket());
        Matter matter = matters.of(ticket, Subject.valueOf(decision.subject()));
        Gate gate = Gate.valueOf(decision.gate());
        actingFor.during(decision.onBehalfOf(), () -> separation.refuseUnlessMayDecide(matter, gate));
        String proposer = matter.proposer();
        approvals.insertQuestion(new Question(
                0,
                ticket.number(),
                taskId,
                gate.name(),
                matter.hash(),
                currentUser.id(),
                decision.onBehalfOf(),
                proposer,
                words,
                clock.instant(),
                null,
                null,
                null));
        timeline.add(ticket.number(), TimelineKind.ASKED, currentUser.id(), glossary.word(gate) + ": " + words);
        String told = text("approval.told-question", glossary.word(gate), words);
        Stream.of(proposer, ticket.owner())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct()
                .forEach(person -> notifier.toUser(
                        ticket,
                        person,
                        Template.MESSAGE,
                        "question-" + taskId + "-" + of(ticket.number()).size(),
                        Map.of("text", told)));
    }

    /** By the proposer, the owner, or somebody above one of them, as long as it is not decided. */
    public void answer(long id, @Nullable String answer) {
        Question question = require(id);
        Ticket ticket = tickets.lock(question.ticketNumber());
        if (!knowsTheAnswer(question)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.question-not-yours");
        }
        String words = Checks.text("answer", answer, LONGEST).strip();
        if (!isOpen(question) || approvals.answerQuestion(id, currentUser.id(), words, clock.instant()) != 1) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.question-closed");
        }
        timeline.add(ticket.number(), TimelineKind.REPLIED, currentUser.id(), words);
        notifier.toUser(
                ticket,
                question.askedBy(),
                Template.MESSAGE,
                "answer-" + id,
                Map.of("text", text("approval.told-answer", question.question(), words)));
    }

    /** Whether it waits for an answer that the current user may give; never by who asked. */
    @Transactional(readOnly = true)
    public boolean mayAnswer(Question question) {
        return isOpen(question) && knowsTheAnswer(question);
    }

    private boolean isOpen(Question question) {
        return question.answeredAt() == null && worklist.isOpen(question.taskId());
    }

    private boolean knowsTheAnswer(Question question) {
        String user = currentUser.id();
        if (user.equals(question.askedBy())) {
            return false;
        }
        String owner = tickets.require(question.ticketNumber()).owner();
        List<String> represented = absences.representedBy(user);
        return Stream.of(question.addressee(), owner)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .anyMatch(person -> person.equals(user)
                        || represented.contains(person)
                        || staff.groups(person).stream().map(Groups::above).anyMatch(currentUser::isIn));
    }

    private String text(String key, Object... arguments) {
        return Objects.requireNonNull(messages.getMessage(key, arguments, key, languages.house()));
    }
}
