package io.aftercare.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where it was measured, and what else the machine did meanwhile. */
final class Machine {

    private static final double LOAD_BEFORE = load();
    private static final long[] BUSY_BEFORE = processor();

    private Machine() {}

    /** To be called at the beginning: the load until then is not ours. */
    static double loadBefore() {
        return LOAD_BEFORE;
    }

    static String facts() {
        long[] now = processor();
        long busy = now[0] - BUSY_BEFORE[0];
        long all = Math.max(1, now[1] - BUSY_BEFORE[1]);
        return String.format(
                Locale.ROOT,
                "%d processors (%s), %.0f GB, Java %s, load %.1f before the run, processors %.0f %% busy during it",
                Runtime.getRuntime().availableProcessors(),
                line("/proc/cpuinfo", "model name"),
                Double.parseDouble(line("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / (1 << 20),
                Runtime.version().feature(),
                LOAD_BEFORE,
                100.0 * busy / all);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String line(String file, String name) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(each -> each.startsWith(name))
                    .map(each -> each.substring(each.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("0");
        } catch (IOException notLinux) {
            return "0";
        }
    }

    /** Ticks that were worked, and all of them. */
    private static long[] processor() {
        try {
            String[] ticks = Files.readAllLines(Path.of("/proc/stat")).get(0).split("\\s+");
            long all = 0;
            for (int i = 1; i < Math.min(ticks.length, 9); i++) {
                all += Long.parseLong(ticks[i]);
            }
            return new long[] {all - Long.parseLong(ticks[4]) - Long.parseLong(ticks[5]), all};
        } catch (IOException notLinux) {
            return new long[] {0, 0};
        }
    }
}
