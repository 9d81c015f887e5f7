package io.aftercare.operation;

import io.aftercare.notification.Outbox;
import io.aftercare.notification.OutboxMessage;
import io.aftercare.operation.StandingStill.Work;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What stands still for technical reasons and what a person does about it: jobs that failed for good and messages that
 * were given up. Each act stands on the ticket and in a list of its own.
 */
@Service
@Transactional
public class IncidentDesk {

    static final int MOST = 200;
    private static final int LATELY = 10;
    private static final int LONGEST_SUBJECT = 300;

    private static final Map<Act.Kind, String> WORDS = Map.of(
            Act.Kind.INCIDENT_RETRIED, "incident-retried",
            Act.Kind.MESSAGE_SENT_AGAIN, "message-sent-again",
            Act.Kind.MESSAGE_SET_ASIDE, "message-set-aside");

    private final StandingStill engine;
    private final Outbox outbox;
    private final OperationMapper acts;
    private final Timeline timeline;
    private final MessageSource texts;
    private final Locale house;
    private final Clock clock;

    IncidentDesk(
            StandingStill engine,
            Outbox outbox,
            OperationMapper acts,
            Timeline timeline,
            MessageSource texts,
            @Value("${aftercare.language:}") String language,
            Clock clock) {
        this.engine = engine;
        this.outbox = outbox;
        this.acts = acts;
        this.timeline = timeline;
        this.texts = texts;
        String spoken = language.isBlank() ? Locale.getDefault().getLanguage() : language;
        this.house = spoken.equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Work> incidents() {
        return engine.oldest(MOST);
    }

    /** Messages that were given up, newest first; webhooks have a page of their own. */
    @Transactional(readOnly = true)
    public List<OutboxMessage> messages() {
        return outbox.givenUp(MOST);
    }

    @Transactional(readOnly = true)
    List<Act> lately() {
        return acts.findActs(LATELY);
    }

    /** 409 when it moves again already, 404 when there is no such thing. */
    public void retry(String id, String person) {
        Work incident =
                engine.find(id).orElseThrow(() -> new ProblemException(ProblemType.TOO_LATE, "problem.incident-over"));
        if (!engine.retry(incident)) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.incident-over");
        }
        note(Act.Kind.INCIDENT_RETRIED, incident.ticket(), incident.step(), person);
    }

    /** How many of them are tried again; those that somebody else repeats meanwhile are passed over. */
    public int retryAll(String person) {
        int retried = 0;
        for (Work incident : engine.oldest(MOST)) {
            if (incident.mayRetry() && engine.retry(incident)) {
                note(Act.Kind.INCIDENT_RETRIED, incident.ticket(), incident.step(), person);
                retried++;
            }
        }
        return retried;
    }

    public void sendAgain(long id, String person) {
        OutboxMessage message = outbox.resend(id);
        note(Act.Kind.MESSAGE_SENT_AGAIN, message.ticketNumber(), message.subject(), person);
    }

    public int sendAllAgain(String person) {
        List<OutboxMessage> given = outbox.givenUp(MOST);
        int sent = 0;
        for (OutboxMessage message : given) {
            if (outbox.resendIfGivenUp(message.id())) {
                note(Act.Kind.MESSAGE_SENT_AGAIN, message.ticketNumber(), message.subject(), person);
                sent++;
            }
        }
        return sent;
    }

    /** It will not be sent, and nobody has to look at it any more. */
    public void setAside(long id, String person) {
        OutboxMessage message = outbox.setAside(id);
        note(Act.Kind.MESSAGE_SET_ASIDE, message.ticketNumber(), message.subject(), person);
    }

    private void note(Act.Kind kind, @Nullable String ticket, String subject, String person) {
        String told = subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) : subject;
        acts.insertAct(new Act(clock.instant(), person, kind, ticket, told));
        if (ticket != null) {
            timeline.add(
                    ticket,
                    TimelineKind.NOTE,
                    person,
                    texts.getMessage("timeline." + WORDS.get(kind), new Object[] {told}, house));
        }
    }
}
