package io.aftercare.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** For tests that write clocks into the table themselves: what the product would then write on their tickets. */
public final class PressingRows {

    private PressingRows() {}

    /** The migration's own statement; it counts for all tickets. */
    public static String sql() {
        try (InputStream migration = Objects.requireNonNull(
                PressingRows.class.getResourceAsStream("/db/migration/V20__pressing_clocks.sql"))) {
            String all = new String(migration.readAllBytes(), StandardCharsets.UTF_8);
            int from = all.indexOf("update ticket");
            return all.substring(from, all.indexOf(';', from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
