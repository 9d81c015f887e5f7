package io.aftercare.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code script/faults}: runs the scenarios by hand, in their long form, and prints one line for each. */
final class Faults {

    private static final List<String> ALL =
            List.of("r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r10", "r11", "r12", "r13", "r16", "r18");

    private Faults() {}

    public static void main(String... arguments) throws Exception {
        List<String> scenarios = new ArrayList<>();
        long seed = System.nanoTime();
        int times = 0;
        Path previous = null;
        for (String each : arguments) {
            if (each.startsWith("--times=")) {
                times = Integer.parseInt(each.substring(8));
            } else if (each.startsWith("--seed=")) {
                seed = Long.parseLong(each.substring(7));
            } else if (each.startsWith("--carry=")) {
                System.setProperty("faults.carry", each.substring(8));
            } else if (each.startsWith("--previous=")) {
                previous = Path.of(each.substring(11));
            } else {
                scenarios.addAll(each.equals("all") ? ALL : List.of(each));
            }
        }
        List<Report> reports = new ArrayList<>();
        try (MySqlProcess mysql = new MySqlProcess()) {
            for (String scenario : scenarios) {
                Report report = attempt(scenario, mysql, times, seed, previous);
                System.out.println(report.line());
                reports.add(report);
            }
        }
        System.out.println();
        reports.forEach(report -> System.out.println(report.line()));
        System.exit(!reports.isEmpty() && reports.stream().allMatch(Report::fine) ? 0 : 1);
    }

    /** A scenario that breaks off has failed; the others follow. */
    private static Report attempt(String scenario, MySqlProcess mysql, int times, long seed, @Nullable Path previous)
            throws InterruptedException {
        try {
            return run(scenario, mysql, times, seed, previous);
        } catch (InterruptedException end) {
            throw end;
        } catch (Exception failure) {
            failure.printStackTrace();
            return new Report(
                    scenario,
                    "broke off",
                    false,
                    failure.toString().lines().findFirst().orElse(""));
        }
    }

    private static Report run(String scenario, MySqlProcess mysql, int times, long seed, @Nullable Path previous)
            throws Exception {
        return switch (scenario) {
            case "r1" ->
                Kills.underLoad(
                        mysql.empty("r1"), times == 0 ? 20 : times, Duration.ofSeconds(6), Duration.ofMinutes(5), seed);
            case "r2" -> Kills.onFile(times == 0 ? 10 : times, Duration.ofSeconds(6), Duration.ofSeconds(30), seed);
            case "r3" -> Outage.underLoad(mysql, Duration.ofSeconds(60), Duration.ofMinutes(1));
            case "r4" -> MailAway.inEveryWay(mysql.empty("r4"), times == 0 ? 500 : times);
            case "r7" -> Races.sameAgain(mysql.empty("r7"), times == 0 ? 100 : times);
            case "r6" -> Jumps.ofTheClock(mysql.empty("r6"));
            case "r8" -> Mails.replayed(mysql.empty("r8"), times == 0 ? 50 : times);
            case "r10" -> Mails.poisoned(mysql.empty("r10"));
            case "r11" -> Bodies.hugeAndSlow(mysql.empty("r11"));
            case "r12" -> BadInput.everywhere(mysql.empty("r12"), times == 0 ? 10_000 : times, seed);
            case "r16" -> Upgrade.withRunningTickets(mysql.empty("r16"), times == 0 ? 200 : times, previous);
            case "r18" -> Rolling.restart(mysql.empty("r18"), times == 0 ? 4 : times);
            case "r13" -> Races.all(mysql.empty("r13"), times == 0 ? 100 : times);
            case "r5" ->
                Kills.ofTwoNodes(
                        mysql.empty("r5"), times == 0 ? 20 : times, Duration.ofSeconds(30), Duration.ofMinutes(1));
            default -> throw new IllegalArgumentException("No scenario " + scenario);
        };
    }
}
