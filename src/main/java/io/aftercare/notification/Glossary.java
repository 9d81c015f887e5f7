package io.aftercare.notification;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The house's word for a coded value, for lines that are written once and read by everybody. */
@Component
public class Glossary {

    private final MessageSource messages;
    private final Languages languages;

    Glossary(MessageSource messages, Languages languages) {
        this.messages = messages;
        this.languages = languages;
    }

    /** For example {@code Remedy.REPAIR}; the bare value where nobody wrote a word for it. */
    public String word(String kind, String value) {
        String word = messages.getMessage(kind + "." + value, null, value, languages.house());
        return word == null ? value : word;
    }

    public String word(Enum<?> value) {
        return word(value.getDeclaringClass().getSimpleName(), value.name());
    }
}
