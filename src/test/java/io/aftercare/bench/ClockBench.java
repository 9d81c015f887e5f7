package io.aftercare.bench;

import io.aftercare.MySqlServer;
import io.aftercare.calendar.CalendarInput;
import io.aftercare.calendar.Calendars;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A calendar changes: all running clocks are counted anew, beside the engine's timers moved one by one. */
final class ClockBench {

    private static final String SUM = "select sum(unix_timestamp(due_at)) from clock where state = 'RUNNING'";

    private ClockBench() {}

    static void run(Settings settings) throws Exception {
        int tickets = settings.count("tickets", 10_000, 500);
        Report report = new Report("clocks", "Clocks counted anew", "timers moved one by one");
        try (Server server = new Server(MySqlServer.empty("clocks"));
                OurProgram program = new OurProgram(server.database(), "aftercare.tracking.recount-interval=PT1S");
                StockEngine stock = new StockEngine()) {
            String sample = Lifecycle.ours(server, program.bean(MovedClock.class), program)
                    .walk(0, 2);
            try (Copies copies = new Copies(server.database(), 1_000)) {
                copies.copy(sample, 0, tickets, Copies.Due.TOGETHER);
            }
            Calendars calendars = program.bean(Calendars.class);
            OurProgram.as("manager");
            CalendarInput changed = changed(calendars);
            long begin = System.nanoTime();
            calendars.preview("SERVICE_HOURS", changed);
            report.ours().add("preview, s", seconds(begin));
            long before = server.number(SUM);
            begin = System.nanoTime();
            calendars.save("SERVICE_HOURS", changed);
            long behind = calendars.get("SERVICE_HOURS").behind();
            while (calendars.get("SERVICE_HOURS").behind() > 0) {
                Thread.sleep(100);
            }
            report.ours().add("clocks or timers per second", behind / seconds(begin));
            report.note(
                    "%d clocks counted anew; their due times moved by %d h together",
                    behind, (server.number(SUM) - before) / 3600);
            stock.start(tickets);
            report.reference()
                    .add(
                            "clocks or timers per second",
                            tickets * 1000.0 / stock.moveEachTimer().toMillis());
            report.row("clocks or timers per second", "");
            report.row("preview, s", "");
        }
        report.finish();
    }

    /** The service hours with a rest at noon. */
    private static CalendarInput changed(Calendars calendars) {
        CalendarInput standing = CalendarInput.of(
                calendars.get("SERVICE_HOURS").plan(),
                calendars.get("SERVICE_HOURS").version());
        List<CalendarInput.SlotInput> slots = new ArrayList<>();
        for (CalendarInput.SlotInput slot : Objects.requireNonNull(standing.slots())) {
            slots.add(new CalendarInput.SlotInput(slot.day(), "10:00", "12:00"));
            slots.add(new CalendarInput.SlotInput(slot.day(), "13:00", "20:00"));
        }
        return new CalendarInput(
                standing.version(),
                standing.zone(),
                slots,
                standing.holidays(),
                standing.workdays(),
                standing.seasons());
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
