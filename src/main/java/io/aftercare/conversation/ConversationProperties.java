package io.aftercare.conversation;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people write to each other.
 *
 * @param undoFor so long a message can be taken back after "send"
 * @param presentFor so long somebody counts as being there after his browser's last sign
 * @param repeatedWithin a contact about the same thing within this time after a solution says that it was none (D11)
 */
@ConfigurationProperties("aftercare.conversation")
@Validated
record ConversationProperties(
        @NotNull @DefaultValue("PT5S") Duration undoFor,
        @NotNull @DefaultValue("PT25S") Duration presentFor,
        @NotNull @DefaultValue("P7D") Duration repeatedWithin,
        @DefaultValue("true") boolean sendingEnabled) {}
