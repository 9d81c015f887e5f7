package io.aftercare.survey;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value of a select on a page. */
record Choice(String value, String label, boolean chosen) {

    static List<Choice> of(List<String> values, @Nullable String chosen, Function<String, String> label) {
        return values.stream()
                .map(value -> new Choice(value, label.apply(value), Objects.equals(value, chosen)))
                .toList();
    }
}
