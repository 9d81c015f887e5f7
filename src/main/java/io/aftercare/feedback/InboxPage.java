package io.aftercare.feedback;

import io.aftercare.desk.Mark;
import io.aftercare.desk.Words;
import io.aftercare.feedback.Feedback.Category;
import io.aftercare.feedback.Feedback.State;
import io.aftercare.tracking.TicketClock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The list of suggestions in a reader's words, the one that is due next first in the eye: with its countdown. */
record InboxPage(
        List<Row> rows,
        List<Choice> states,
        List<Choice> categories,
        List<Choice> departments,
        boolean filtered,
        @Nullable String newer,
        @Nullable String older) {

    private static final int SUMMARY = 160;

    static InboxPage of(
            List<Feedback> found,
            FeedbackDesk desk,
            @Nullable State state,
            @Nullable Category category,
            @Nullable String department,
            int page,
            boolean more,
            Words words,
            Instant now) {
        return new InboxPage(
                found.stream()
                        .map(feedback -> Row.of(feedback, desk.clocks(feedback), words, now))
                        .toList(),
                Arrays.stream(State.values())
                        .map(each -> new Choice(each.name(), words.text("feedback.state." + each), each == state))
                        .toList(),
                Arrays.stream(Category.values())
                        .map(each -> new Choice(each.name(), words.text("feedback.category." + each), each == category))
                        .toList(),
                FeedbackDesk.DEPARTMENTS.stream()
                        .map(each -> new Choice(each, words.of("Department", each), each.equals(department)))
                        .toList(),
                state != null || category != null || department != null,
                page == 0 ? null : address(state, category, department, page - 1),
                more ? address(state, category, department, page + 1) : null);
    }

    private static String address(
            @Nullable State state, @Nullable Category category, @Nullable String department, int page) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("/feedback").queryParam("page", page);
        if (state != null) {
            address.queryParam("state", state);
        }
        if (category != null) {
            address.queryParam("category", category);
        }
        if (department != null) {
            address.queryParam("department", department);
        }
        return address.build().toUriString();
    }

    /** A value of a filter. */
    record Choice(String value, String label, boolean chosen) {}

    /** One suggestion of the list. */
    record Row(
            long id,
            String number,
            String summary,
            Mark state,
            String source,
            String category,
            String department,
            String received,
            @Nullable String due,
            boolean late) {

        static Row of(Feedback feedback, List<TicketClock> clocks, Words words, Instant now) {
            TicketClock next = clocks.stream()
                    .filter(TicketClock::isAwaited)
                    .min(Comparator.comparing(TicketClock::dueAt))
                    .orElse(null);
            boolean open = feedback.state() != State.CLOSED;
            Category category = feedback.category();
            return new Row(
                    feedback.id(),
                    feedback.number(),
                    summary(feedback.text()),
                    state(feedback.state(), words),
                    words.text("feedback.source." + feedback.source()),
                    category == null ? "" : words.text("feedback.category." + category),
                    words.of("Department", feedback.department()),
                    words.moment(feedback.receivedAt()),
                    open && next != null
                            ? words.of(next.name()) + words.text("desk.colon") + words.countdown(next.dueAt(), now)
                            : null,
                    open && next != null && next.dueAt().isBefore(now));
        }

        private static String summary(String text) {
            String line = text.replaceAll("\\s+", " ").strip();
            return line.codePointCount(0, line.length()) <= SUMMARY
                    ? line
                    : line.substring(0, line.offsetByCodePoints(0, SUMMARY - 1)) + "…";
        }

        static Mark state(State state, Words words) {
            return new Mark(
                    words.text("feedback.state." + state),
                    switch (state) {
                        case RECEIVED -> "warn";
                        case CLASSIFIED, DECIDED -> "info";
                        case ANSWERED -> "ok";
                        case CLOSED -> "quiet";
                    });
        }
    }
}
