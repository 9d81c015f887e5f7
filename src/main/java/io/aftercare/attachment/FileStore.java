package io.aftercare.attachment;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where the content of files lies: outside what the web server gives out, under names that we made (S8). A file is
 * written beside its place and moved there whole, so that a crash leaves nothing half.
 */
@Component
class FileStore {

    private static final String INCOMING = "incoming";
    private static final String THUMBNAIL = ".thumbnail.jpg";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final Path directory;
    private final long largest;
    private final Clock clock;

    FileStore(AttachmentProperties properties, Clock clock) {
        this.directory = properties.directory().toAbsolutePath().normalize();
        this.largest = properties.largestFile().toBytes();
        this.clock = clock;
    }

    /** Reads to the end or to the limit, block by block. */
    Incoming receive(InputStream content) {
        Path file = null;
        try {
            file = Files.createDirectories(directory.resolve(INCOMING)).resolve(UUID.randomUUID() + ".part");
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long size = 0;
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                byte[] block = new byte[64 * 1024];
                int read;
                while ((read = content.read(block)) >= 0) {
                    size += read;
                    if (size > largest) {
                        throw new ProblemException(
                                ProblemType.TOO_LARGE, "problem.attachment-too-large", FileSize.of(largest));
                    }
                    digest.update(block, 0, read);
                    out.write(block, 0, read);
                }
            }
            return new Incoming(file, size, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException | NoSuchAlgorithmException failed) {
            discard(file);
            throw new IllegalStateException("A file could not be stored", failed);
        } catch (RuntimeException refused) {
            discard(file);
            throw refused;
        }
    }

    /** Moves it to its place. */
    void settle(Incoming incoming, String id) {
        move(incoming.file(), place(id));
    }

    void settleThumbnail(Path thumbnail, String id) {
        move(thumbnail, thumbnailOf(id));
    }

    Path content(String id) {
        return place(id);
    }

    Path thumbnailOf(String id) {
        Path place = place(id);
        return place.resolveSibling(place.getFileName() + THUMBNAIL);
    }

    void delete(String id) {
        discard(place(id));
        discard(thumbnailOf(id));
    }

    void discard(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The ids of files that have lain here since before that moment; what was left half is removed on the way. */
    void eachOlderThan(Instant moment, Consumer<String> visitor) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory, 2)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> isOlder(file, moment))
                    .toList()
                    .forEach(file -> {
                        String name = file.getFileName().toString();
                        String id = name.replace(THUMBNAIL, "");
                        if (ID.matcher(id).matches()) {
                            visitor.accept(id);
                        } else if (name.endsWith(".part")) {
                            discard(file);
                        }
                    });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path place(String id) {
        if (!ID.matcher(id).matches()) {
            throw new ProblemException(ProblemType.NOT_FOUND, "problem.attachment-unknown");
        }
        return directory.resolve(id.substring(0, 2)).resolve(id);
    }

    private void move(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            // by the clock that the clean-up looks at
            Files.setLastModifiedTime(from, FileTime.from(clock.instant()));
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException otherDisk) {
                Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isOlder(Path file, Instant moment) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException removedMeanwhile) {
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A file that has come in but has no name yet. */
    record Incoming(Path file, long size, String sha256) {}
}
