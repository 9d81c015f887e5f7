package io.aftercare.calls;

import io.aftercare.callback.CallAttempt;
import io.aftercare.calls.CallList.Call;
import io.aftercare.desk.Words;
import io.aftercare.solution.Solution;
import io.aftercare.survey.Question;
import io.aftercare.survey.SurveyContent;
import io.aftercare.ticket.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The script of one call: what was asked, what was done, what to ask now; the number only for who took the call. */
record CallPage(
        String id,
        String ticket,
        String customer,
        @Nullable String masked,
        @Nullable String number,
        boolean mine,
        @Nullable String holder,
        boolean open,
        @Nullable String closed,
        @Nullable String due,
        boolean late,
        String hello,
        List<Fact> facts,
        List<Ask> questions,
        List<Attempt> attempts,
        String round) {

    private static final int LONGEST = 600;

    static CallPage of(
            Call call,
            @Nullable String number,
            @Nullable Instant opensAt,
            @Nullable Solution solution,
            SurveyContent form,
            String reader,
            Words words,
            Locale locale,
            Instant now) {
        Ticket ticket = call.ticket();
        String holder = call.task().assignee();
        boolean mine = reader.equals(holder);
        Instant due = call.task().dueAt();
        return new CallPage(
                call.task().id(),
                ticket.number(),
                call.customer().name(),
                call.customer().maskedPhone(),
                number,
                mine,
                holder == null || mine ? null : words.person(holder),
                opensAt == null,
                opensAt == null ? null : words.text("calls.hours.closed", words.moment(opensAt)),
                due == null ? null : words.countdown(due, now),
                due != null && due.isBefore(now),
                words.text("calls.script.hello", call.customer().name(), words.day(ticket.receivedAt())),
                facts(ticket, solution, words),
                form.questions().stream()
                        .map(question -> Ask.of(question, locale))
                        .toList(),
                call.attempts().stream()
                        .map(attempt -> Attempt.of(attempt, words))
                        .toList(),
                CallListPage.Row.tried(call.attempts(), words));
    }

    private static List<Fact> facts(Ticket ticket, @Nullable Solution solution, Words words) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(words.text("calls.script.reported"), shortened(ticket.description())));
        if (solution != null) {
            facts.add(new Fact(
                    words.text("calls.script.plan"),
                    words.of(solution.remedy()) + words.text("desk.colon") + shortened(solution.steps())));
        }
        String done = ticket.outcome() != null
                ? ticket.outcome()
                : ticket.resolutionSummary() != null ? ticket.resolutionSummary() : ticket.answer();
        if (done != null) {
            facts.add(new Fact(words.text("calls.script.done"), shortened(done)));
        }
        facts.add(new Fact(words.text("calls.script.resolved"), words.moment(ticket.resolvedAt())));
        facts.add(new Fact(
                words.text("calls.script.confirmed"),
                ticket.confirmedAt() == null
                        ? words.text("calls.script.unconfirmed")
                        : words.moment(ticket.confirmedAt())));
        return facts;
    }

    private static String shortened(String text) {
        String plain = text.strip();
        return plain.codePointCount(0, plain.length()) <= LONGEST
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    record Fact(String label, String value) {

        public @Nullable String tone() {
            return null;
        }
    }

    /** A question as it is asked, with what can be noted. */
    record Ask(String code, String text, boolean required, boolean words, List<Option> options) {

        static Ask of(Question question, Locale locale) {
            List<Option> options =
                    switch (question.kind()) {
                        case CHOICE ->
                            question.choices().stream()
                                    .map(choice -> new Option(
                                            choice.code(), choice.text().in(locale)))
                                    .toList();
                        case LIKERT5 -> marks(1, 5);
                        case NPS11 -> marks(0, 10);
                        case TEXT -> List.of();
                    };
            return new Ask(
                    question.code(),
                    question.text().in(locale),
                    question.required(),
                    question.kind() == Question.Kind.TEXT,
                    options);
        }

        private static List<Option> marks(int first, int last) {
            return IntStream.rangeClosed(first, last)
                    .mapToObj(mark -> new Option(String.valueOf(mark), String.valueOf(mark)))
                    .toList();
        }
    }

    record Option(String value, String label) {}

    /** A call that was made. */
    record Attempt(
            String at,
            String who,
            boolean reached,
            @Nullable String next) {

        static Attempt of(CallAttempt attempt, Words words) {
            return new Attempt(
                    words.moment(attempt.calledAt()),
                    words.person(attempt.caller()),
                    attempt.reached(),
                    attempt.nextAttemptAt() == null ? null : words.moment(attempt.nextAttemptAt()));
        }
    }
}
