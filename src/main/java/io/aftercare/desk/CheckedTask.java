package io.aftercare.desk;

import io.aftercare.checklist.Tick;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What somebody looked at when he completed a task, as the ticket page shows it (2-06). */
record CheckedTask(String who, String at, List<Point> points) {

    /** One entry per completed task, newest first. */
    static List<CheckedTask> of(List<Tick> ticks, Words words, Locale locale) {
        Map<String, List<Tick>> byTask = new LinkedHashMap<>();
        ticks.forEach(tick ->
                byTask.computeIfAbsent(tick.taskId(), task -> new ArrayList<>()).add(tick));
        List<CheckedTask> tasks = new ArrayList<>();
        byTask.values().forEach(points -> {
            Tick first = points.get(0);
            tasks.add(
                    0,
                    new CheckedTask(
                            words.person(first.actor()),
                            words.moment(first.doneAt()),
                            points.stream()
                                    .map(tick -> new Point(tick.text(locale), tick.ticked()))
                                    .toList()));
        });
        return tasks;
    }

    /** A point and whether it was ticked. */
    record Point(String text, boolean ticked) {}
}
