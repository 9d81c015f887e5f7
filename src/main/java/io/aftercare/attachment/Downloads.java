package io.aftercare.attachment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** How a file leaves us (S5): a browser saves it and never shows it, and whatever it holds may do nothing. */
public final class Downloads {

    private static final String NOTHING_ALLOWED = "default-src 'none'; sandbox; frame-ancestors 'none'";

    private Downloads() {}

    public static ResponseEntity<Resource> whole(Stored stored) {
        ContentDisposition saved = ContentDisposition.attachment()
                .filename(stored.attachment().name(), StandardCharsets.UTF_8)
                .build();
        return answer(
                stored, saved, MediaType.parseMediaType(stored.attachment().type()));
    }

    /** Painted by us, so a page may show it. */
    public static ResponseEntity<Resource> thumbnail(Stored stored) {
        return answer(
                stored, ContentDisposition.inline().filename("thumbnail.jpg").build(), MediaType.IMAGE_JPEG);
    }

    private static ResponseEntity<Resource> answer(Stored stored, ContentDisposition disposition, MediaType type) {
        try {
            return ResponseEntity.ok()
                    .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                    .header("Content-Security-Policy", NOTHING_ALLOWED)
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Cross-Origin-Resource-Policy", "same-origin")
                    .cacheControl(CacheControl.noStore())
                    .contentType(type)
                    .contentLength(Files.size(stored.content()))
                    .body(new FileSystemResource(stored.content()));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
