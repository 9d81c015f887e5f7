package io.aftercare.survey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One version of a template; once published it never changes (1-21). */
public record SurveyTemplate(
        String code,
        int version,
        SurveyContent form,
        String savedBy,
        Instant savedAt,
        @Nullable String publishedBy,
        @Nullable Instant publishedAt) {

    /** The contract's questions about one round of work: their codes are fixed, words and order are not. */
    public static final String CALLBACK = "callback";

    public static final String QUESTIONNAIRE = "questionnaire";

    public boolean isPublished() {
        return publishedAt != null;
    }

    public boolean isCallback() {
        return code.equals(CALLBACK);
    }
}
