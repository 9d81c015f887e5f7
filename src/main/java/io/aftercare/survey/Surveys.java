package io.aftercare.survey;

import io.aftercare.callback.CallbackService;
import io.aftercare.callback.SurveyForm;
import io.aftercare.feedback.FeedbackDesk;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.survey.Question.Kind;
import io.aftercare.survey.SurveyMapper.NewResponse;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Answers behind a personal link. About a request they go to the callback, which lets only the first of link, page and
 * call in; of a campaign they are stored without anything that leads back to the person (D5).
 */
@Service
@Transactional
public class Surveys {

    static final int LONGEST_WORDS = 2_000;

    private static final String SUGGESTION = "suggestion";

    private final Invitations invitations;
    private final SurveyTemplates templates;
    private final SurveyMapper surveys;
    private final TicketService tickets;
    private final CallbackService callbacks;
    private final FeedbackDesk feedback;
    private final BytesKeyGenerator ids = KeyGenerators.secureRandom(16);
    private final ZoneId zone;
    private final Clock clock;

    Surveys(
            Invitations invitations,
            SurveyTemplates templates,
            SurveyMapper surveys,
            TicketService tickets,
            CallbackService callbacks,
            FeedbackDesk feedback,
            @Value("${aftercare.zone}") ZoneId zone,
            Clock clock) {
        this.invitations = invitations;
        this.templates = templates;
        this.surveys = surveys;
        this.tickets = tickets;
        this.callbacks = callbacks;
        this.feedback = feedback;
        this.zone = zone;
        this.clock = clock;
    }

    /** Whether the questions can be answered still. */
    public enum State {
        OPEN,
        ANSWERED,
        ENDED
    }

    /** What somebody behind a link may see. */
    public record Opened(Invitation invitation, SurveyTemplate template, State state) {}

    /** Looks behind a link and writes nothing: mail scanners open every link (L9). */
    @Transactional(readOnly = true)
    public Opened open(String token) {
        Invitation invitation = invitations.ofToken(token);
        return new Opened(
                invitation, templates.version(invitation.templateCode(), invitation.versionNo()), state(invitation));
    }

    /** What was given by question code; whoever comes second or late gets 409. */
    public void answer(String token, Map<String, String> given, @Nullable Duration took) {
        Invitation invitation = invitations.ofToken(token);
        if (state(invitation) != State.OPEN) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        SurveyTemplate template = templates.version(invitation.templateCode(), invitation.versionNo());
        List<Given> answers = read(template.form(), given);
        if (invitation.ticketNumber() != null) {
            callbacks.answerByCustomer(invitation.ticketNumber(), callbackForm(answers), took);
        } else {
            invitations.use(invitation);
            store(invitation, answers, took);
        }
    }

    private State state(Invitation invitation) {
        if (invitation.used()) {
            return State.ANSWERED;
        }
        if (!invitation.isOpen(clock.instant())) {
            return State.ENDED;
        }
        String number = invitation.ticketNumber();
        if (number == null) {
            return State.OPEN;
        }
        Ticket ticket = tickets.require(number);
        boolean sameRound = Objects.equals(invitation.roundNo(), ticket.resolutionRound());
        return sameRound && callbacks.mayAnswer(ticket) ? State.OPEN : State.ENDED;
    }

    private void store(Invitation invitation, List<Given> answers, @Nullable Duration took) {
        Instant invitedAt = invitation.invitedAt();
        boolean duplicate = surveys.answeredAnother(
                invitation.customerRef(),
                invitation.templateCode(),
                invitation.id(),
                invitedAt.minus(Validity.DEDUPE),
                invitedAt.plus(Validity.DEDUPE));
        List<Integer> marks = answers.stream()
                .filter(answer -> answer.question().isRating())
                .map(Given::score)
                .filter(Objects::nonNull)
                .toList();
        Validity validity = Validity.typed(marks, took, duplicate);
        String id = HexFormat.of().formatHex(ids.generateKey());
        surveys.insertResponse(new NewResponse(
                id,
                invitation.templateCode(),
                invitation.versionNo(),
                Objects.requireNonNull(invitation.waveId()),
                LocalDate.ofInstant(clock.instant(), zone),
                took == null ? null : (int) Math.min(took.toSeconds(), 86_400),
                validity.sameScore(),
                validity.tooFast(),
                validity.duplicate()));
        for (Given answer : answers) {
            surveys.insertValue(id, answer.question().code(), answer.score(), answer.choice(), answer.words());
            if (answer.words() != null && answer.question().code().equals(SUGGESTION)) {
                feedback.fromCampaign(answer.words());
            }
        }
    }

    private static List<Given> read(SurveyContent form, Map<String, String> given) {
        Checks checks = new Checks();
        List<Given> answers = new ArrayList<>();
        for (Question question : form.questions()) {
            String code = question.code();
            String value = given.get(code);
            if (value == null || Checks.isBlank(value)) {
                if (question.required()) {
                    checks.required(code, null);
                }
                continue;
            }
            switch (question.kind()) {
                case LIKERT5 -> {
                    Integer mark = whole(value, 1, 5);
                    checks.that(mark != null, code, "field.range", 1, 5);
                    answers.add(new Given(question, mark, null, null));
                }
                case NPS11 -> {
                    Integer mark = whole(value, 0, 10);
                    checks.that(mark != null, code, "field.range", 0, 10);
                    answers.add(new Given(question, mark, null, null));
                }
                case CHOICE -> {
                    checks.that(
                            question.choices().stream()
                                    .anyMatch(choice -> choice.code().equals(value)),
                            code,
                            "field.choice",
                            question.choices().stream()
                                    .map(Question.Choice::code)
                                    .toList());
                    answers.add(new Given(question, null, value, null));
                }
                case TEXT -> {
                    checks.atMost(code, value, LONGEST_WORDS);
                    answers.add(new Given(question, null, null, value.strip()));
                }
            }
        }
        checks.refuseIfAny();
        return answers;
    }

    private static @Nullable Integer whole(String value, int least, int most) {
        if (!value.matches("[0-9]{1,2}")) {
            return null;
        }
        int mark = Integer.parseInt(value);
        return mark < least || mark > most ? null : mark;
    }

    private static SurveyForm callbackForm(List<Given> answers) {
        return new SurveyForm(
                answers.stream()
                        .filter(answer -> answer.question().code().equals("resolved"))
                        .map(answer -> Boolean.valueOf(answer.choice()))
                        .findFirst()
                        .orElse(null),
                score(answers, "speed"),
                score(answers, "effect"),
                score(answers, "attitude"),
                score(answers, "overall"),
                score(answers, "recommend"),
                answers.stream()
                        .filter(answer -> answer.question().code().equals(SUGGESTION))
                        .map(Given::words)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    private static @Nullable Integer score(List<Given> answers, String code) {
        return answers.stream()
                .filter(answer -> answer.question().code().equals(code)
                        && answer.question().kind() != Kind.TEXT)
                .map(Given::score)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private record Given(
            Question question,
            @Nullable Integer score,
            @Nullable String choice,
            @Nullable String words) {}
}
