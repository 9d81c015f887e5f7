package io.aftercare.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The one table of a run, printed and kept in {@code target/bench}: ours, the reference, how they compare. */
final class Report {

    private static final Path FOLDER = Path.of("target", "bench");

    private final String id;
    private final String title;
    private final String reference;
    private final Figures ours = new Figures();
    private final Figures others = new Figures();
    private final List<String> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Report(String id, String title, String reference) {
        this.id = id;
        this.title = title;
        this.reference = reference;
    }

    Figures ours() {
        return ours;
    }

    Figures reference() {
        return others;
    }

    /** A line of the table; the ratio is ours divided by the reference. */
    void row(String measure, String goal) {
        boolean both = ours.has(measure) && others.has(measure) && others.median(measure) != 0;
        rows.add("| " + measure + " | " + (ours.has(measure) ? ours.told(measure) : "") + " | "
                + (others.has(measure) ? others.told(measure) : "") + " | "
                + (both ? Figures.number(ours.median(measure) / others.median(measure)) : "") + " | " + goal + " |");
    }

    void note(String text, Object... values) {
        String note = String.format(text, values);
        System.out.println("  " + note);
        notes.add(note);
    }

    /** Whether a claim held; one that did not ends the program with 1. */
    void check(String claim, long expected, long found) {
        note("%s: %d of %d%s", claim, found, expected, expected == found ? "" : " - WRONG");
        if (expected != found) {
            Bench.failed();
        }
    }

    void finish() throws IOException {
        StringBuilder text = new StringBuilder("## " + title + "\n\n")
                .append(Machine.facts())
                .append(", ")
                .append(Instant.now().truncatedTo(ChronoUnit.SECONDS))
                .append("\n\n| | Aftercare | ")
                .append(reference)
                .append(" | ratio | goal |\n|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(row).append('\n'));
        text.append('\n');
        notes.forEach(note -> text.append("- ").append(note).append('\n'));
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(id + ".md"), text);
        System.out.println("\n" + text);
    }
}
