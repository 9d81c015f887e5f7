package io.aftercare.attachment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * A node that cannot keep what customers send gets no work: its disk is away, read-only or full (R14), or it is not the
 * directory that the other nodes write to: none of the newest files lies there (ADR 0014).
 */
@Component
class AttachmentsHealthIndicator extends AbstractHealthIndicator {

    private static final long TOO_LITTLE = 200L * 1024 * 1024;
    private static final int NEWEST = 5;

    private final Path directory;
    private final FileStore store;
    private final AttachmentMapper attachments;
    private final boolean checked;
    private volatile boolean shared;

    AttachmentsHealthIndicator(
            AttachmentProperties properties,
            FileStore store,
            AttachmentMapper attachments,
            @Value("${aftercare.attachments.checked:true}") boolean checked) {
        super("The directory of the attachments cannot be looked at");
        this.directory = properties.directory().toAbsolutePath().normalize();
        this.store = store;
        this.attachments = attachments;
        this.checked = checked;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws IOException {
        Files.createDirectories(directory);
        long free = Files.getFileStore(directory).getUsableSpace();
        if (!isShared()) {
            health.down().withDetail("missing", "the newest files: this is not the directory of the other nodes");
            return;
        }
        (Files.isWritable(directory) && free > TOO_LITTLE ? health.up() : health.down()).withDetail("free", free);
    }

    /** Asked until it is so. */
    private boolean isShared() {
        if (!shared && checked) {
            List<String> newest = attachments.findNewest(NEWEST);
            shared = newest.isEmpty() || newest.stream().map(store::content).anyMatch(Files::exists);
            return shared;
        }
        return true;
    }
}
