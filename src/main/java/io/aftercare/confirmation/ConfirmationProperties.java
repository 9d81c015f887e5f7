package io.aftercare.confirmation;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** How long a closed ticket can be taken up again, and how long its customer can still read it. */
@Validated
@ConfigurationProperties("aftercare.confirmation")
public record ConfirmationProperties(
        @NotNull Duration reopenWithin, @NotNull Duration linkLivesAfterClosing) {}
