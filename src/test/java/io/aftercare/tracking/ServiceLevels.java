package io.aftercare.tracking;

import io.aftercare.decision.DecisionTables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The default service levels. */
class ServiceLevels implements DecisionTables {

    private volatile int version = 1;
    private volatile Map<String, String> changed = Map.of();

    /** A process owner edits one line. */
    void change(String clock, String duration) {
        changed = Map.of(clock, duration);
        version++;
    }

    void reset() {
        changed = Map.of();
        version = 1;
    }

    @Override
    public Decided evaluate(String table, Map<String, @Nullable Object> inputs) {
        String clock = String.valueOf(inputs.get("clock"));
        String priority = (String) inputs.get("priority");
        String complexity = (String) inputs.get("complexity");
        String duration = changed.containsKey(clock)
                ? Objects.requireNonNull(changed.get(clock))
                : duration(clock, priority, complexity);
        if (duration == null) {
            return new Decided(List.of(), version);
        }
        boolean always = "P0".equals(priority) && !clock.equals("CALLBACK") && !clock.equals("CONFIRMATION");
        return new Decided(
                List.of(Map.of("duration", duration, "calendar", always ? "AROUND_THE_CLOCK" : "SERVICE_HOURS")),
                version);
    }

    private static @Nullable String duration(String clock, @Nullable String priority, @Nullable String complexity) {
        return switch (clock) {
            case "REGISTRATION" -> "PT2H";
            case "CLASSIFICATION" -> "PT4H";
            case "CUSTOMER_UPDATE", "CONFIRMATION" -> "PT24H";
            case "CALLBACK" -> "PT48H";
            case "FIRST_RESPONSE" ->
                "COMPLEX".equals(complexity) || "HARD".equals(complexity)
                        ? "PT1H"
                        : byPriority(priority, "PT1H", "PT4H", "PT24H");
            case "PLAN" -> "HARD".equals(complexity) ? "PT24H" : byPriority(priority, "PT2H", "PT12H", "PT48H");
            case "RESOLUTION" -> byPriority(priority, "PT4H", "PT24H", "PT72H");
            default -> byPriority(priority, "PT1H", "PT4H", "PT24H");
        };
    }

    private static String byPriority(@Nullable String priority, String p0, String p1, String p2) {
        return switch (priority == null ? "" : priority) {
            case "P0" -> p0;
            case "P1" -> p1;
            default -> p2;
        };
    }
}
