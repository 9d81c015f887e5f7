package io.aftercare.attachment;

import java.util.Locale;

/** Sizes as people say them. */
final class FileSize {

    private static final long KILO = 1024;

    private FileSize() {}

    static String of(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        if (bytes < KILO * KILO) {
            return (bytes + KILO / 2) / KILO + " kB";
        }
        double mega = bytes / (double) (KILO * KILO);
        return String.format(Locale.ROOT, mega == Math.rint(mega) ? "%.0f MB" : "%.1f MB", mega);
    }
}
