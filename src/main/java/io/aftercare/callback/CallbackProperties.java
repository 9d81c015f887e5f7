package io.aftercare.callback;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** When we ask whether it helped (D3); all but {@code nextAttemptAfter} count from the moment of resolution. */
@Validated
@ConfigurationProperties("aftercare.callback")
record CallbackProperties(
        @NotNull Duration opensAfter,
        @NotNull Duration dueAfter,
        @NotNull Duration surveyEndsAfter,
        @NotNull Duration closesAfter,
        @NotNull Duration nextAttemptAfter,
        @Min(1) int attempts) {}
