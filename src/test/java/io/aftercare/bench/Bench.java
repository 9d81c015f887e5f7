package io.aftercare.bench;

import io.aftercare.MySqlServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;
import java.util.logging.LogManager;

/** {@code script/bench}: one workload, or all of them, each with one table (issue 5.1, A5). */
public final class Bench {

    private static boolean failed;

    private Bench() {}

    /** One workload. */
    interface Workload {
        void run(Settings settings) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        Map<String, Workload> workloads = new LinkedHashMap<>();
        workloads.put("p1", Intake::run);
        workloads.put("p2", Lifecycle::run);
        workloads.put("p3", TaskList::run);
        workloads.put("p4", Burst::run);
        workloads.put("p6", StartUp::run);
        workloads.put("p7", Growth::run);
        workloads.put("p8", MailIntake::run);
        workloads.put("clocks", ClockBench::run);
        String wanted = arguments.length == 0 ? "" : arguments[0];
        if (!wanted.equals("all") && !workloads.containsKey(wanted)) {
            System.err.println("usage: script/bench all|" + String.join("|", workloads.keySet())
                    + " [short] [name=value ...]; see src/docs/benchmarks.md");
            System.exit(2);
        }
        LogManager.getLogManager().reset();
        Machine.loadBefore();
        MySqlServer.durable();
        Settings settings = Settings.of(arguments);
        for (Map.Entry<String, Workload> each : workloads.entrySet()) {
            if (wanted.equals("all") || wanted.equals(each.getKey())) {
                long begin = System.nanoTime();
                System.out.println("== " + each.getKey());
                each.getValue().run(settings);
                System.out.printf("(%s took %d s)%n", each.getKey(), (System.nanoTime() - begin) / 1_000_000_000);
            }
        }
        System.exit(failed ? 1 : 0);
    }

    static void failed() {
        failed = true;
    }
}
