package io.aftercare.problem;

import io.aftercare.problem.ProblemException.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with the fields of a request, so that a person reads it all at once. */
public final class Checks {

    /** Letters that look like nothing: Hangul fillers, the braille blank. */
    private static final String FILLERS = "\u115F\u1160\u3164\uFFA0\u2800";

    private final List<FieldProblem> problems = new ArrayList<>();

    /** Blank text is missing. */
    public Checks required(String field, @Nullable Object value) {
        if (value == null || value instanceof String text && isBlank(text)) {
            problems.add(new FieldProblem(field, "field.required"));
        }
        return this;
    }

    /** Nothing that a reader could see: spaces, control and format characters, and letters that only fill a place. */
    public static boolean isBlank(String text) {
        return text.codePoints().noneMatch(Checks::isVisible);
    }

    /** The text without what surrounds it, or null when nothing of it can be seen. */
    public static @Nullable String present(@Nullable String text) {
        return text == null || isBlank(text) ? null : text.strip();
    }

    /** Something was said: at least one letter, digit or picture, not only dots and dashes. */
    public Checks says(String field, @Nullable String text) {
        boolean says = text != null
                && text.codePoints()
                        .filter(Checks::isVisible)
                        .anyMatch(point ->
                                Character.isLetterOrDigit(point) || Character.getType(point) == Character.OTHER_SYMBOL);
        return that(says, field, "field.says-nothing");
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SURROGATE -> false;
            default -> FILLERS.indexOf(point) < 0;
        };
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
