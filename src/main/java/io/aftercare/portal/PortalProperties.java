package io.aftercare.portal;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much a stranger may do on {@code /help} (S12, S18). Many people share one address, so what one address may do is
 * counted generously; receipts are counted for each phone and mail address.
 *
 * @param requests finished requests of one address within {@code window}
 * @param steps changes of unfinished requests of one address within {@code window}
 * @param receipts receipts to one phone or mail address within a day
 * @param draftLivesFor an unfinished request is forgotten so long after its last change
 */
@Validated
@ConfigurationProperties("aftercare.portal")
record PortalProperties(
        @DefaultValue("20") @Min(1) int requests,
        @DefaultValue("600") @Min(1) int steps,
        @DefaultValue("PT10M") @NotNull Duration window,
        @DefaultValue("3") @Min(1) int receipts,
        @DefaultValue("P7D") @NotNull Duration draftLivesFor) {}
