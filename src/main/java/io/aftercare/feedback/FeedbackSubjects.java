package io.aftercare.feedback;

import io.aftercare.feedback.Feedback.State;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.security.Groups;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockSubjects;
import io.aftercare.tracking.TicketClock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Suggestions as subjects of clocks: who holds them is reminded, who stands above is told when they are late (0-28). */
@Component
class FeedbackSubjects implements ClockSubjects {

    private static final int DUE = 100;

    private final FeedbackMapper inbox;
    private final Notifier notifier;

    FeedbackSubjects(FeedbackMapper inbox, Notifier notifier) {
        this.inbox = inbox;
        this.notifier = notifier;
    }

    @Override
    public String type() {
        return Feedback.SUBJECT;
    }

    @Override
    public Held lock(String ref) {
        Optional<Feedback> feedback = inbox.findForUpdate(Long.parseLong(ref));
        return new Held() {
            @Override
            public boolean waitsFor(ClockName name) {
                return feedback.isPresent() && feedback.get().state() != State.CLOSED;
            }

            @Override
            public Map<String, @Nullable Object> inputs() {
                return new HashMap<>();
            }

            @Override
            public void reached(TicketClock clock, int level) {
                feedback.ifPresent(late -> tell(late, clock, level));
            }

            @Override
            public void moved(Set<ClockName> names) {
                // no task is due with it: the inbox reads the clocks
            }
        };
    }

    private void tell(Feedback feedback, TicketClock clock, int level) {
        notifier.toColleagues(
                group(feedback, level),
                "/feedback/" + feedback.id(),
                Template.FEEDBACK_DUE,
                "feedback-" + feedback.id() + "-" + clock.name() + "-" + clock.roundNo() + "-" + level,
                Map.of(
                        "feedback",
                        feedback.number(),
                        "clock",
                        clock.name().name(),
                        "dueAt",
                        clock.dueAt().toString(),
                        "level",
                        String.valueOf(level)));
    }

    /** The department that has it; before it is classified, the complaints team, which reads the inbox. */
    private static String group(Feedback feedback, int level) {
        String known = feedback.department();
        String department = known == null ? "complaints" : known;
        if (level < DUE) {
            return Groups.staff(department);
        }
        return level == DUE ? Groups.supervisors(department) : Groups.heads(department);
    }
}
