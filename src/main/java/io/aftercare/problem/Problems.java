package io.aftercare.problem;

import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Words for a {@link ProblemException} in the reader's language: one readable sentence. */
@Component
public class Problems {

    private final MessageSource messages;

    Problems(MessageSource messages) {
        this.messages = messages;
    }

    public String sentence(ProblemException problem, Locale locale) {
        String sentence = text(problem.key(), locale, problem.arguments());
        if (problem.fields().isEmpty()) {
            return sentence;
        }
        return sentence + " "
                + problem.fields().stream()
                        .map(field -> field.field() + ": " + field(field, locale))
                        .collect(Collectors.joining("; "));
    }

    public String field(ProblemException.FieldProblem field, Locale locale) {
        return text(field.key(), locale, field.arguments().toArray());
    }

    private String text(String key, Locale locale, Object... arguments) {
        String text = messages.getMessage(key, arguments, key, locale);
        return text == null ? key : text;
    }
}
