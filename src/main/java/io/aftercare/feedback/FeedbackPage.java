package io.aftercare.feedback;

import io.aftercare.customer.IdentityKind;
import io.aftercare.desk.Mark;
import io.aftercare.desk.Words;
import io.aftercare.feedback.Feedback.Category;
import io.aftercare.feedback.Feedback.Outcome;
import io.aftercare.feedback.Feedback.State;
import io.aftercare.tracking.TicketClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One suggestion in a reader's words, with what he may do next; who sent it is shown masked. */
record FeedbackPage(
        long id,
        String number,
        Mark state,
        String text,
        @Nullable String ticket,
        List<Fact> facts,
        List<ClockRow> clocks,
        boolean mayClassify,
        boolean mayDecide,
        boolean waitsForDecision,
        boolean mayAnswer,
        boolean mayClose,
        boolean canBeTold,
        List<InboxPage.Choice> categories,
        List<InboxPage.Choice> departments,
        List<InboxPage.Choice> outcomes,
        @Nullable String reason,
        String suggestion) {

    static FeedbackPage of(Feedback feedback, FeedbackDesk desk, Words words, Instant now) {
        boolean works = desk.mayWorkOn(feedback);
        State state = feedback.state();
        boolean classified = state == State.CLASSIFIED;
        return new FeedbackPage(
                feedback.id(),
                feedback.number(),
                InboxPage.Row.state(state, words),
                feedback.text(),
                feedback.ticketNumber(),
                facts(feedback, words),
                desk.clocks(feedback).stream()
                        .map(clock -> ClockRow.of(clock, words, now))
                        .toList(),
                works && (state == State.RECEIVED || classified),
                desk.mayDecide() && (classified || state == State.DECIDED),
                classified && !desk.mayDecide(),
                works && state == State.DECIDED,
                works && state == State.ANSWERED,
                feedback.canBeTold(),
                Arrays.stream(Category.values())
                        .map(each -> new InboxPage.Choice(
                                each.name(), words.text("feedback.category." + each), each == feedback.category()))
                        .toList(),
                FeedbackDesk.DEPARTMENTS.stream()
                        .map(each -> new InboxPage.Choice(
                                each, words.of("Department", each), each.equals(feedback.department())))
                        .toList(),
                Arrays.stream(Outcome.values())
                        .map(each -> new InboxPage.Choice(
                                each.name(), words.text("feedback.outcome." + each), each == feedback.outcome()))
                        .toList(),
                feedback.reason(),
                suggested(feedback, words));
    }

    /** A beginning for the answer; it is in the house's words and is changed by whoever sends it. */
    private static String suggested(Feedback feedback, Words words) {
        Outcome outcome = feedback.outcome();
        return outcome == null ? "" : words.text("feedback.suggested." + outcome);
    }

    private static List<Fact> facts(Feedback feedback, Words words) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(words.text("feedback.source"), words.text("feedback.source." + feedback.source())));
        facts.add(new Fact(words.text("feedback.received"), words.moment(feedback.receivedAt())));
        facts.add(new Fact(words.text("feedback.sender"), sender(feedback, words)));
        Category category = feedback.category();
        if (category != null) {
            facts.add(new Fact(words.text("feedback.category"), words.text("feedback.category." + category)));
            facts.add(new Fact(words.text("feedback.next"), words.text("feedback.next." + feedback.nextStep())));
            facts.add(new Fact(words.text("feedback.department"), words.of("Department", feedback.department())));
            facts.add(new Fact(
                    words.text("feedback.classified"), by(feedback.classifiedBy(), feedback.classifiedAt(), words)));
        }
        Outcome outcome = feedback.outcome();
        if (outcome != null) {
            facts.add(new Fact(words.text("feedback.outcome"), words.text("feedback.outcome." + outcome)));
            String reason = feedback.reason();
            if (reason != null) {
                facts.add(new Fact(words.text("feedback.field.reason"), reason));
            }
            facts.add(new Fact(words.text("feedback.decided"), by(feedback.decidedBy(), feedback.decidedAt(), words)));
        }
        String answer = feedback.answer();
        if (answer != null) {
            facts.add(new Fact(words.text("feedback.field.answer"), answer));
            facts.add(
                    new Fact(words.text("feedback.answered"), by(feedback.answeredBy(), feedback.answeredAt(), words)));
            facts.add(new Fact(
                    words.text("feedback.told"),
                    feedback.toldAt() == null ? words.text("feedback.told.nobody") : words.moment(feedback.toldAt())));
        }
        if (feedback.closedAt() != null) {
            facts.add(new Fact(words.text("feedback.closed"), by(feedback.closedBy(), feedback.closedAt(), words)));
        }
        return facts;
    }

    private static String by(@Nullable String who, @Nullable Instant at, Words words) {
        return words.moment(at) + " · " + words.person(who);
    }

    private static String sender(Feedback feedback, Words words) {
        if (feedback.ticketNumber() != null) {
            return words.text("feedback.sender.ticket", feedback.ticketNumber());
        }
        List<String> known = new ArrayList<>();
        if (feedback.name() != null) {
            known.add(feedback.name());
        }
        if (feedback.email() != null) {
            known.add(IdentityKind.MAIL.masked(feedback.email()));
        }
        String phone = feedback.phone();
        if (phone != null) {
            known.add(IdentityKind.PHONE.masked(phone));
        }
        return known.isEmpty() ? words.text("feedback.sender.nobody") : String.join(" · ", known);
    }

    record Fact(String label, String value) {

        public @Nullable String tone() {
            return null;
        }
    }

    /** A clock with its countdown. */
    record ClockRow(String name, String due, String state, String tone) {

        static ClockRow of(TicketClock clock, Words words, Instant now) {
            boolean awaited = clock.isAwaited();
            boolean late = awaited ? clock.dueAt().isBefore(now) : clock.breachedAt() != null;
            return new ClockRow(
                    words.of(clock.name()),
                    words.moment(clock.dueAt()),
                    awaited ? words.countdown(clock.dueAt(), now) : words.of(clock.state()),
                    late ? "bad" : awaited ? "info" : "ok");
        }
    }
}
