package io.aftercare.tracking;

import io.aftercare.calendar.ServiceCalendar;
import io.aftercare.calendar.ServiceCalendars;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The house's service hours (D9), for those who ask for a moment and not for a clock; the calendar says what they are. */
@Component
public class ServiceHours {

    private final Supplier<ServiceCalendar> calendar;

    @Autowired
    ServiceHours(ServiceCalendars calendars) {
        this.calendar = calendars::serviceHours;
    }

    ServiceHours(ServiceCalendar calendar) {
        this.calendar = () -> calendar;
    }

    /**
     * When {@code target} has passed since {@code from}: under 24 h service time is counted, from 24 h on elapsed time
     * with the end moved into the next service slot.
     */
    public Instant due(Instant from, Duration target, boolean aroundTheClock) {
        return Counting.due(
                from, target, aroundTheClock ? ServiceCalendar.AROUND_THE_CLOCK : calendar.get(), List.of());
    }

    /** The moment itself when it lies in service hours, else the start of the next slot. */
    public Instant nextOpen(Instant moment) {
        return calendar.get().nextOpen(moment);
    }
}
