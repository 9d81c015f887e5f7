package io.aftercare.attachment;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes a name out of what a stranger says, safe to show, to send in a header and to save on any machine (S8). */
final class FileNames {

    private static final int LONGEST = 120;
    private static final String FORBIDDEN = "<>:\"|?*%;";

    private FileNames() {}

    /** The name without path, tricks and hidden characters; its ending is one of those that fit the content. */
    static String clean(@Nullable String said, List<String> endings) {
        String name = visible(said == null ? "" : said.substring(lastSlash(said) + 1));
        name = name.replaceFirst("^[.\\s_-]+", "").replaceFirst("[.\\s]+$", "");
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        boolean fits = dot > 0 && endings.contains(ending);
        String stem = fits ? name.substring(0, dot) : name;
        return shorter(stem.isEmpty() ? "file" : stem) + "." + (fits ? ending : endings.get(0));
    }

    private static int lastSlash(String said) {
        return Math.max(said.lastIndexOf('/'), said.lastIndexOf('\\'));
    }

    private static String visible(String said) {
        StringBuilder name = new StringBuilder();
        Normalizer.normalize(said, Normalizer.Form.NFC).codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> {
                    // nobody could see it
                }
                case Character.SPACE_SEPARATOR -> name.append(' ');
                default -> name.appendCodePoint(FORBIDDEN.indexOf(point) < 0 ? point : '_');
            }
        });
        return name.toString();
    }

    private static String shorter(String stem) {
        return stem.codePointCount(0, stem.length()) <= LONGEST
                ? stem
                : stem.substring(0, stem.offsetByCodePoints(0, LONGEST));
    }
}
