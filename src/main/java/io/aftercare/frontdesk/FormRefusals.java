package io.aftercare.frontdesk;

import io.aftercare.desk.Wording;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets a form try something, and tells its reader in one sentence why not. */
@Component
class FormRefusals {

    private final Wording wording;

    FormRefusals(Wording wording) {
        this.wording = wording;
    }

    /** Null when it worked; what does not exist stays an error page. */
    @Nullable
    String of(Runnable attempt, HttpServletResponse response, Locale locale) {
        ProblemException refusal = Causes.refusalOf(attempt);
        if (refusal == null) {
            return null;
        }
        response.setStatus(refusal.type().status().value());
        return sentence(refusal, locale);
    }

    String sentence(ProblemException refusal, Locale locale) {
        return wording.in(locale).refusal(refusal, "front.field.");
    }
}
