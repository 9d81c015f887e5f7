package io.aftercare.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A kept file with its content, for whoever may read it. */
public record Stored(Attachment attachment, Path content) {

    public InputStream read() throws IOException {
        return Files.newInputStream(content);
    }
}
