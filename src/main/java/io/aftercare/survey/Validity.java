package io.aftercare.survey;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer is left out of the cleaned figures (D7, 1-10, 1-11). It is flagged and never deleted, and a low mark is
 * followed up all the same.
 */
record Validity(boolean sameScore, boolean tooFast, boolean duplicate) {

    static final Duration SHORTEST = Duration.ofSeconds(30);
    static final Duration DEDUPE = Duration.ofDays(7);

    /** Two equal marks are chance, three are a pattern. */
    private static final int FEWEST_MARKS = 3;

    /** What somebody typed on a page. */
    static Validity typed(List<Integer> marks, @Nullable Duration took, boolean duplicate) {
        return new Validity(
                marks.size() >= FEWEST_MARKS && marks.stream().distinct().count() == 1,
                took != null && took.compareTo(SHORTEST) < 0,
                duplicate);
    }

    /** What an agent wrote down on the phone: neither equal marks nor a quick hand say anything. */
    static Validity byPhone(boolean duplicate) {
        return new Validity(false, false, duplicate);
    }

    boolean isLeftOut() {
        return sameScore || tooFast || duplicate;
    }
}
