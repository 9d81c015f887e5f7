package io.aftercare.survey;

import io.aftercare.callback.SurveyAnswer;
import io.aftercare.callback.SurveyAnswered;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes beside every identified answer what speaks against counting it (D7); the follow-up does not read it. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class AnswerChecks {

    /** What somebody who only calls does on a ticket. */
    private static final Set<TimelineKind> ONLY_CALLING =
            EnumSet.of(TimelineKind.CALLED, TimelineKind.SURVEY_ANSWERED, TimelineKind.CONFIRMED);

    private final SurveyMapper surveys;
    private final SurveyTemplates templates;
    private final Timeline timeline;

    AnswerChecks(SurveyMapper surveys, SurveyTemplates templates, Timeline timeline) {
        this.surveys = surveys;
        this.templates = templates;
        this.timeline = timeline;
    }

    @EventListener
    void answered(SurveyAnswered event) {
        Ticket ticket = event.ticket();
        SurveyAnswer answer = event.answer();
        Duration took = event.took();
        boolean duplicate = surveys.answeredAnotherRound(
                ticket.customerRef(),
                answer.ticketNumber(),
                answer.roundNo(),
                answer.answeredAt().minus(Validity.DEDUPE));
        boolean byPhone = answer.source() == SurveyAnswer.Source.CALL;
        Validity validity = byPhone
                ? Validity.byPhone(duplicate)
                : Validity.typed(
                        List.of(answer.speed(), answer.effect(), answer.attitude(), answer.overall()), took, duplicate);
        int version = surveys.invitationOfRound(answer.ticketNumber(), answer.roundNo())
                .map(Invitation::versionNo)
                .orElseGet(() -> templates.published(SurveyTemplate.CALLBACK).version());
        surveys.insertCheck(new AnswerCheck(
                answer.ticketNumber(),
                answer.roundNo(),
                SurveyTemplate.CALLBACK,
                version,
                took == null ? null : (int) Math.min(took.toSeconds(), 86_400 * 30),
                validity.sameScore(),
                validity.tooFast(),
                validity.duplicate(),
                byPhone && workedOnIt(ticket, answer.answeredBy())));
    }

    private boolean workedOnIt(Ticket ticket, String caller) {
        return caller.equals(ticket.owner())
                || timeline.of(ticket.number()).stream()
                        .anyMatch(entry -> entry.actor().equals(caller) && !ONLY_CALLING.contains(entry.kind()));
    }
}
