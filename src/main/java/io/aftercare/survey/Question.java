package io.aftercare.survey;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One question of a template (1-04); {@code dimension} is a code of the catalogue (1-03), for ratings only. */
public record Question(
        String code, Kind kind, @Nullable String dimension, boolean required, Bilingual text, List<Choice> choices) {

    /** How it is answered. */
    public enum Kind {
        LIKERT5,
        NPS11,
        CHOICE,
        TEXT
    }

    /** One of the answers of a choice. */
    public record Choice(String code, Bilingual text) {}

    @JsonIgnore
    public boolean isRating() {
        return kind == Kind.LIKERT5;
    }
}
