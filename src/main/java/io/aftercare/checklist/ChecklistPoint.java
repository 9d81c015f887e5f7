package io.aftercare.checklist;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One thing to look at in a task, in one or both languages; a required one has to be ticked before it is complete. */
public record ChecklistPoint(
        long id,
        String taskKey,
        int positionNo,
        @Nullable String textEn,
        @Nullable String textZh,
        boolean required) {

    /** In the reader's language, or in the one that there is. */
    public String text(Locale reader) {
        return text(reader, textEn, textZh);
    }

    static String text(Locale reader, @Nullable String english, @Nullable String chinese) {
        boolean wantsChinese = reader.getLanguage().equals(Locale.CHINESE.getLanguage());
        String first = wantsChinese ? chinese : english;
        return Objects.requireNonNullElse(first != null ? first : wantsChinese ? english : chinese, "");
    }

    /** A point as somebody submits it; the order of the list is their order. */
    public record Draft(@Nullable String textEn, @Nullable String textZh, boolean required) {

        /** A row of the editing page that was left empty. */
        public boolean isEmpty() {
            return (textEn == null || textEn.isBlank()) && (textZh == null || textZh.isBlank());
        }
    }
}
