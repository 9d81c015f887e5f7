package io.aftercare.problem;

import io.aftercare.problem.ProblemException.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with the fields of a request, so that a person reads it all at once. */
public final class Checks {

    private final List<FieldProblem> problems = new ArrayList<>();

    /** Blank text is missing. */
    public Checks required(String field, @Nullable Object value) {
        if (value == null || value instanceof String text && text.isBlank()) {
            problems.add(new FieldProblem(field, "field.required"));
        }
        return this;
    }

    public Checks atMost(String field, @Nullable String text, int characters) {
        if (text != null && text.codePointCount(0, text.length()) > characters) {
            problems.add(new FieldProblem(field, "field.too-long", List.of(characters)));
        }
        return this;
    }

    public Checks that(boolean fine, String field, String key, Object... arguments) {
        if (!fine) {
            problems.add(new FieldProblem(field, key, List.of(arguments)));
        }
        return this;
    }

    /** Refuses with everything that was found, or does nothing. */
    public void refuseIfAny() {
        if (!problems.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, problems, "problem.fields");
        }
    }

    /** Required text up to a length, in one go. */
    public static String text(String field, @Nullable String text, int characters) {
        new Checks().required(field, text).atMost(field, text, characters).refuseIfAny();
        return text == null ? "" : text;
    }
}
