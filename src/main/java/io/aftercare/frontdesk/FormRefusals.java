package io.aftercare.frontdesk;

import io.aftercare.desk.Wording;
import io.aftercare.desk.Words;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemException.FieldProblem;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets a form try something, and tells its reader in one sentence why not. */
@Component
class FormRefusals {

    private final Problems problems;
    private final Wording wording;

    FormRefusals(Problems problems, Wording wording) {
        this.problems = problems;
        this.wording = wording;
    }

    /** Null when it worked; what does not exist stays an error page. */
    @Nullable
    String of(Runnable attempt, HttpServletResponse response, Locale locale) {
        ProblemException refusal;
        try {
            attempt.run();
            return null;
        } catch (RuntimeException thrown) {
            ProblemException inside = Causes.problemIn(thrown);
            if (inside == null && Causes.isLostRace(thrown)) {
                inside = new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
            }
            if (inside == null) {
                throw thrown;
            }
            refusal = inside;
        }
        response.setStatus(refusal.type().status().value());
        return sentence(refusal, locale);
    }

    String sentence(ProblemException refusal, Locale locale) {
        if (refusal.fields().isEmpty()) {
            return problems.sentence(refusal, locale);
        }
        Words words = wording.in(locale);
        return words.text(refusal.key(), refusal.arguments()) + " "
                + refusal.fields().stream()
                        .map(field -> name(field, words) + words.text("desk.colon") + problems.field(field, locale))
                        .collect(Collectors.joining(words.text("desk.comma")));
    }

    /** As the form shows it; the field's own name where the form has no word for it. */
    private static String name(FieldProblem field, Words words) {
        String key = "front.field." + field.field();
        String name = words.text(key);
        return name.equals(key) ? field.field() : name;
    }
}
