package io.aftercare.attachment;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where files lie and how many of which kind are taken (4-01). A file that was attached to nothing for
 * {@code unattachedLivesFor} is removed.
 */
@Validated
@ConfigurationProperties("aftercare.attachments")
public record AttachmentProperties(
        @NotNull Path directory,
        @NotNull DataSize largestFile,
        @Min(1) int filesAtOnce,
        @Min(1) int filesOfTicket,
        @NotNull DataSize sizeOfTicket,
        @NotEmpty List<String> types,
        @Min(1) long mostPixels,
        @NotNull Duration unattachedLivesFor) {

    public AttachmentProperties {
        types = List.copyOf(types);
    }

    /** The limit in words. */
    public String largestFileShown() {
        return FileSize.of(largestFile.toBytes());
    }
}
