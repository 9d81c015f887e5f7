package io.aftercare.faults;

import java.util.Locale;

/** One line of the table that a run ends with. */
record Report(String scenario, String what, boolean fine, String figures) {

    String line() {
        return String.format(
                Locale.ROOT,
                "%-4s %-46s %-6s %s",
                scenario.toUpperCase(Locale.ROOT),
                what,
                fine ? "ok" : "FAILED",
                figures);
    }
}
