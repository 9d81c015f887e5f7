package io.aftercare.survey;

import java.util.Locale;

/** A text in both languages of the house. */
public record Bilingual(String zh, String en) {

    static final Bilingual EMPTY = new Bilingual("", "");

    /** For a reader; the other language where his is missing. */
    public String in(Locale locale) {
        boolean chinese = locale.getLanguage().equals("zh");
        String wanted = chinese ? zh : en;
        return wanted.isBlank() ? (chinese ? en : zh) : wanted;
    }

    boolean isEmpty() {
        return zh.isBlank() && en.isBlank();
    }

    boolean isHalf() {
        return zh.isBlank() != en.isBlank();
    }
}
