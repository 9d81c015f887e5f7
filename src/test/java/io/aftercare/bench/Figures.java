package io.aftercare.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one contestant showed in all its rounds: of every measure the values, told as median and range (A5). */
final class Figures {

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String measure, double value) {
        values.computeIfAbsent(measure, any -> new ArrayList<>()).add(value);
    }

    boolean has(String measure) {
        return values.containsKey(measure);
    }

    double median(String measure) {
        List<Double> all = sorted(measure);
        int middle = all.size() / 2;
        return all.size() % 2 == 1 ? all.get(middle) : (all.get(middle - 1) + all.get(middle)) / 2;
    }

    String told(String measure) {
        List<Double> all = sorted(measure);
        String median = number(median(measure));
        return all.size() == 1
                ? median
                : median + " (" + number(all.get(0)) + " - " + number(all.get(all.size() - 1)) + ")";
    }

    private List<Double> sorted(String measure) {
        List<Double> all = new ArrayList<>(values.getOrDefault(measure, List.of()));
        Collections.sort(all);
        return all;
    }

    static String number(double value) {
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT, size >= 100 || value == Math.rint(value) ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
