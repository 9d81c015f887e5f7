package io.aftercare.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tickets that the application itself brought to each stage of the line, to be copied. */
record Samples(List<String> open, String closed) {

    /** The last of them happened an hour ago; the program that made them is gone. */
    static Samples in(Server server) throws Exception {
        try (OurProgram program = new OurProgram(server.database())) {
            MovedClock clock = program.bean(MovedClock.class);
            clock.moveTo(Instant.now().minus(Duration.ofHours(26)));
            Lifecycle line = Lifecycle.ours(server, clock, program);
            String closed = line.walk(0, Lifecycle.STEPS);
            clock.moveTo(clock.instant().plus(Duration.ofHours(25)));
            line.callBack(closed, line.callbackTimers());
            List<String> open = new ArrayList<>();
            for (int steps = 0; steps < Lifecycle.STEPS; steps++) {
                open.add(line.walk(0, steps));
            }
            return new Samples(open, closed);
        }
    }

    /** So many open tickets, the first with this number, evenly over the stages. */
    void copyOpen(Copies copies, int first, int times) throws Exception {
        int each = Math.max(1, times / open.size());
        for (int stage = 0; stage < open.size(); stage++) {
            copies.copy(open.get(stage), first + stage * each, each, Copies.Due.SOON);
        }
    }

    void copyClosed(Copies copies, int first, int times) throws Exception {
        copies.copy(closed, first, times, Copies.Due.OVER);
    }
}
