package io.aftercare.decision;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Port to the tables that process owners edit (DMN). Inputs are strings, booleans, numbers or null. */
public interface DecisionTables {

    /** Evaluates the newest version of a table; every matching rule in order, one entry per output column. */
    Decided evaluate(String table, Map<String, @Nullable Object> inputs);

    /** @param version the version of the table that decided */
    record Decided(List<Map<String, Object>> rules, int version) {

        /** The only output of the first matching rule, or null when no rule matched. */
        public @Nullable String single(String output) {
            return rules.isEmpty() ? null : (String) rules.get(0).get(output);
        }
    }
}
