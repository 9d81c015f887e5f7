package io.aftercare.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Every answer of a run with the moment at which it came. */
final class Answers {

    private final List<Seen> seen = new ArrayList<>();

    record Seen(long atNanos, String call, Client.Answer answer) {}

    synchronized void add(String call, Client.Answer answer) {
        seen.add(new Seen(System.nanoTime(), call, answer));
    }

    synchronized List<Seen> between(long fromNanos, long toNanos) {
        return seen.stream()
                .filter(each -> each.atNanos() - fromNanos >= 0 && each.atNanos() - toNanos <= 0)
                .toList();
    }

    synchronized List<Seen> all() {
        return List.copyOf(seen);
    }

    static Map<Integer, Long> byStatus(List<Seen> some) {
        Map<Integer, Long> counts = new TreeMap<>();
        some.forEach(each -> counts.merge(each.answer().status(), 1L, Long::sum));
        return counts;
    }

    static Duration slowest(List<Seen> some, Predicate<Seen> which) {
        return some.stream()
                .filter(which)
                .map(each -> each.answer().took())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The time within which this share of them was answered. */
    static Duration quantile(List<Seen> some, double share) {
        List<Duration> sorted =
                some.stream().map(each -> each.answer().took()).sorted().toList();
        return sorted.isEmpty()
                ? Duration.ZERO
                : sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share)));
    }
}
