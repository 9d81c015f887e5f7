package io.aftercare.attachment;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Small pictures that we paint ourselves, so that nothing of the original's bytes is shown in a page (S5). Width and
 * height are read before anything is decoded, large pictures are read with gaps, and few at a time.
 */
@Component
class Thumbnails {

    static final int EDGE = 480;

    private static final Logger LOG = LoggerFactory.getLogger(Thumbnails.class);
    private static final Set<String> READABLE = Set.of("image/jpeg", "image/png", "image/gif");
    private static final double QUALITY = 0.8;

    private final long mostPixels;
    private final Semaphore few = new Semaphore(2);

    Thumbnails(AttachmentProperties properties) {
        this.mostPixels = properties.mostPixels();
    }

    static boolean canRead(String type) {
        return READABLE.contains(type);
    }

    /** False when the file only begins like a picture. */
    boolean isPicture(Path file) {
        return reading(file, reader -> reader.getWidth(0) > 0 && reader.getHeight(0) > 0)
                .orElse(false);
    }

    /** Writes a JPEG beside the picture; empty when it is too large to be decoded or broken. */
    Optional<Path> of(Path file) {
        few.acquireUninterruptibly();
        try {
            BufferedImage small = reading(file, this::read).orElse(null);
            if (small == null) {
                return Optional.empty();
            }
            Path target = file.resolveSibling(file.getFileName() + ".thumbnail.part");
            net.coobird.thumbnailator.Thumbnails.of(small)
                    .size(EDGE, EDGE)
                    .imageType(BufferedImage.TYPE_INT_RGB)
                    .outputFormat("jpg")
                    .outputQuality(QUALITY)
                    .toOutputStream(Files.newOutputStream(target));
            return Optional.of(target);
        } catch (IOException | RuntimeException | OutOfMemoryError broken) {
            LOG.info("No thumbnail: {}", broken.toString());
            return Optional.empty();
        } finally {
            few.release();
        }
    }

    private @Nullable BufferedImage read(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > mostPixels) {
            return null;
        }
        Orientation orientation = orientation(reader);
        ImageReadParam gaps = reader.getDefaultReadParam();
        int every = Math.max(1, Math.min(width, height) / (2 * EDGE));
        gaps.setSourceSubsampling(every, every, 0, 0);
        BufferedImage read = reader.read(0, gaps);
        return orientation == null
                ? read
                : ExifFilterUtils.getFilterForOrientation(orientation).apply(read);
    }

    private static @Nullable Orientation orientation(ImageReader reader) {
        try {
            return ExifUtils.getExifOrientation(reader, 0);
        } catch (IOException | RuntimeException withoutOrBroken) {
            return null;
        }
    }

    private static <T> Optional<T> reading(Path file, Reading<T> what) {
        try (InputStream content = Files.newInputStream(file);
                ImageInputStream picture = ImageIO.createImageInputStream(content)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(picture);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(picture, false, false);
                return Optional.ofNullable(what.of(reader));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            return Optional.empty();
        }
    }

    private interface Reading<T> {
        @Nullable
        T of(ImageReader reader) throws IOException;
    }
}
