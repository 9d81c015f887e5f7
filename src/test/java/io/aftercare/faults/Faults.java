package io.aftercare.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code script/faults}: runs the scenarios by hand, in their long form, and prints one line for each. */
final class Faults {

    private Faults() {}

    public static void main(String... arguments) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        long seed = System.nanoTime();
        int times = 0;
        List<Report> reports = new ArrayList<>();
        try (MySqlProcess mysql = new MySqlProcess()) {
            for (String each : wanted) {
                if (each.startsWith("--times=")) {
                    times = Integer.parseInt(each.substring(8));
                } else if (each.startsWith("--seed=")) {
                    seed = Long.parseLong(each.substring(7));
                } else {
                    Report report = run(each, mysql, times, seed);
                    System.out.println(report.line());
                    reports.add(report);
                }
            }
        }
        System.out.println();
        reports.forEach(report -> System.out.println(report.line()));
        System.exit(!reports.isEmpty() && reports.stream().allMatch(Report::fine) ? 0 : 1);
    }

    private static Report run(String scenario, MySqlProcess mysql, int times, long seed) throws Exception {
        return switch (scenario) {
            case "r1" ->
                Kills.underLoad(
                        mysql.empty("r1"), times == 0 ? 20 : times, Duration.ofSeconds(6), Duration.ofMinutes(5), seed);
            default -> throw new IllegalArgumentException("No scenario " + scenario);
        };
    }
}
