package io.aftercare.attachment;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A file as it comes in; name and declared type are only what its bringer says (S8). */
public record NewFile(
        @Nullable String name,
        @Nullable String declaredType,
        InputStream content,
        String broughtBy,
        boolean inline,
        @Nullable String contentId) {

    /** A plain upload. */
    public static NewFile upload(@Nullable String name, InputStream content, String broughtBy) {
        return new NewFile(name, null, content, broughtBy, false, null);
    }
}
