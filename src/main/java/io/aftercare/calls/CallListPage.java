package io.aftercare.calls;

import io.aftercare.callback.CallAttempt;
import io.aftercare.calls.CallList.Call;
import io.aftercare.calls.CallList.Later;
import io.aftercare.desk.Mark;
import io.aftercare.desk.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of calls in a reader's words. */
record CallListPage(List<Row> rows, List<LaterRow> later, String hours, boolean open, String now) {

    static CallListPage of(
            List<Call> calls, List<Later> later, @Nullable Instant opensAt, String reader, Words words, Instant now) {
        return new CallListPage(
                calls.stream().map(call -> Row.of(call, reader, words, now)).toList(),
                later.stream().map(each -> LaterRow.of(each, words)).toList(),
                opensAt == null
                        ? words.text("calls.hours.open")
                        : words.text("calls.hours.closed", words.moment(opensAt)),
                opensAt == null,
                words.moment(now));
    }

    /** One call that waits. */
    record Row(
            String id,
            String ticket,
            String customer,
            List<Mark> marks,
            @Nullable String due,
            boolean late,
            String attempts,
            @Nullable String holder,
            boolean mine) {

        static Row of(Call call, String reader, Words words, Instant now) {
            Instant due = call.task().dueAt();
            String holder = call.task().assignee();
            boolean mine = reader.equals(holder);
            List<Mark> marks = new ArrayList<>();
            if (call.isComplaint()) {
                marks.add(new Mark(words.text("calls.complaint"), "bad"));
            }
            if (call.isImportant()) {
                marks.add(new Mark(words.of("Tier", call.customer().tier()), "accent"));
            }
            return new Row(
                    call.task().id(),
                    call.ticket().number(),
                    call.customer().name(),
                    marks,
                    due == null ? null : words.countdown(due, now),
                    due != null && due.isBefore(now),
                    tried(call.attempts(), words),
                    holder == null || mine ? null : words.person(holder),
                    mine);
        }

        static String tried(List<CallAttempt> attempts, Words words) {
            return attempts.isEmpty()
                    ? words.text("calls.first")
                    : words.text(
                            "calls.tried",
                            String.valueOf(attempts.size()),
                            words.moment(attempts.get(attempts.size() - 1).calledAt()));
        }
    }

    /** One call that was promised for later. */
    record LaterRow(String ticket, String customer, String at, String tried) {

        static LaterRow of(Later later, Words words) {
            return new LaterRow(
                    later.ticket().number(),
                    later.customer().name(),
                    words.moment(later.attempt().nextAttemptAt()),
                    words.text(
                            "calls.tried",
                            String.valueOf(later.attempt().attemptNo()),
                            words.moment(later.attempt().calledAt())));
        }
    }
}
