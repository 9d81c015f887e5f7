package io.aftercare.attachment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** A node that cannot keep what customers send gets no work: its disk is away, read-only or full (R14). */
@Component
class AttachmentsHealthIndicator extends AbstractHealthIndicator {

    private static final long TOO_LITTLE = 200L * 1024 * 1024;

    private final Path directory;

    AttachmentsHealthIndicator(AttachmentProperties properties) {
        super("The directory of the attachments cannot be looked at");
        this.directory = properties.directory().toAbsolutePath().normalize();
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws IOException {
        Files.createDirectories(directory);
        long free = Files.getFileStore(directory).getUsableSpace();
        (Files.isWritable(directory) && free > TOO_LITTLE ? health.up() : health.down()).withDetail("free", free);
    }
}
