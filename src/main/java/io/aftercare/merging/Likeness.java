package io.aftercare.merging;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** How much two texts have in common: pairs of letters, which serves languages with and without spaces. */
final class Likeness {

    private static final int READ = 2_000;

    private Likeness() {}

    /** 0 to 1. */
    static double of(String one, String other) {
        Set<String> first = pairs(one);
        Set<String> second = pairs(other);
        if (first.isEmpty() || second.isEmpty()) {
            return 0;
        }
        Set<String> common = new HashSet<>(first);
        common.retainAll(second);
        return 2.0 * common.size() / (first.size() + second.size());
    }

    private static Set<String> pairs(String text) {
        String shown = text.length() > READ ? text.substring(0, READ) : text;
        int[] letters = Normalizer.normalize(shown, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .toArray();
        Set<String> pairs = new HashSet<>();
        for (int index = 0; index + 1 < letters.length; index++) {
            pairs.add(new String(letters, index, 2));
        }
        return pairs;
    }
}
