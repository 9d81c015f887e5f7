package io.aftercare.calendar;

import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** The service hours of the configuration become a calendar at the first start (D9); from then on the table counts. */
@Component
class FirstCalendar implements SmartInitializingSingleton {

    private final Calendars calendars;
    private final ServiceCalendars versions;
    private final LocalTime opensAt;
    private final LocalTime closesAt;
    private final ZoneId zone;

    FirstCalendar(
            Calendars calendars,
            ServiceCalendars versions,
            @Value("${aftercare.tracking.opens-at:09:00}") String opensAt,
            @Value("${aftercare.tracking.closes-at:21:00}") String closesAt,
            @Value("${aftercare.zone}") ZoneId zone) {
        this.calendars = calendars;
        this.versions = versions;
        this.opensAt = LocalTime.parse(opensAt);
        this.closesAt = LocalTime.parse(closesAt);
        this.zone = zone;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (versions.current(ServiceCalendars.SERVICE_HOURS).isEmpty()) {
            try {
                calendars.firstServiceHours(CalendarPlan.everyDay(opensAt, closesAt, zone));
            } catch (DuplicateKeyException anotherNodeWasFaster) {
                versions.serviceHours();
            }
        }
    }
}
