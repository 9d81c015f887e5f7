package io.aftercare.attachment;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.springframework.stereotype.Component;

/** Says what a file is by its content alone: Tika's magic numbers, and a look into the containers of office programs. */
@Component
class FileTypes {

    static final String OPAQUE = "application/octet-stream";

    private static final String WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final String SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

    private static final Set<String> ZIPPED = Set.of("application/zip", "application/x-tika-ooxml");
    private static final Set<String> MACROS = Set.of("vbaproject.bin", "activex1.bin");

    private static final int BLOCK = 64 * 1024;
    private static final int MOST_ENTRIES = 20_000;

    /** Streams whose names tell old office documents apart, as they stand in the container's directory. */
    private static final Map<String, byte[]> OLD_OFFICE = Map.of(
            "application/msword", utf16("WordDocument"),
            "application/vnd.ms-excel", utf16("Workbook"),
            "application/vnd.ms-powerpoint", utf16("PowerPoint Document"));

    /** The endings that a download may have; the first one is added where another stood. */
    private static final Map<String, List<String>> ENDINGS = Map.ofEntries(
            Map.entry("image/jpeg", List.of("jpg", "jpeg", "jpe", "jfif")),
            Map.entry("image/png", List.of("png")),
            Map.entry("image/gif", List.of("gif")),
            Map.entry("image/webp", List.of("webp")),
            Map.entry("image/heic", List.of("heic", "heif")),
            Map.entry("image/heif", List.of("heif", "heic")),
            Map.entry("application/pdf", List.of("pdf")),
            Map.entry("text/plain", List.of("txt", "log", "csv")),
            Map.entry("video/mp4", List.of("mp4", "m4v")),
            Map.entry("video/quicktime", List.of("mov")),
            Map.entry("audio/mpeg", List.of("mp3")),
            Map.entry("audio/mp4", List.of("m4a")),
            Map.entry("audio/amr", List.of("amr")),
            Map.entry("audio/vnd.wave", List.of("wav")),
            Map.entry("application/msword", List.of("doc")),
            Map.entry("application/vnd.ms-excel", List.of("xls")),
            Map.entry("application/vnd.ms-powerpoint", List.of("ppt")),
            Map.entry(WORD, List.of("docx")),
            Map.entry(SHEET, List.of("xlsx")),
            Map.entry(SLIDES, List.of("pptx")),
            Map.entry("application/vnd.oasis.opendocument.text", List.of("odt")),
            Map.entry("application/vnd.oasis.opendocument.spreadsheet", List.of("ods")),
            Map.entry("application/vnd.oasis.opendocument.presentation", List.of("odp")));

    private final MimeTypes magic = MimeTypes.getDefaultMimeTypes();

    String of(Path file) throws IOException {
        String type = sniffed(file);
        if (ZIPPED.contains(type)) {
            return zipped(file, type);
        }
        return switch (type) {
            case "application/x-tika-msoffice" -> oldOffice(file);
            case "video/x-m4v" -> "video/mp4";
            default -> type;
        };
    }

    /** Endings that fit the type; any other type is downloaded as {@code .bin}. */
    static List<String> endings(String type) {
        return ENDINGS.getOrDefault(type, List.of("bin"));
    }

    private String sniffed(Path file) throws IOException {
        try (InputStream content = new BufferedInputStream(Files.newInputStream(file), BLOCK)) {
            return magic.detect(content, new Metadata()).getBaseType().toString();
        }
    }

    /** The central directory is read, nothing is unpacked. */
    private static String zipped(Path file, String type) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES || zip.getEntry("[Content_Types].xml") == null) {
                return "application/zip";
            }
            boolean macros = Collections.list(zip.entries()).stream()
                    .map(ZipEntry::getName)
                    .map(name -> name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT))
                    .anyMatch(MACROS::contains);
            if (macros) {
                return "application/vnd.ms-office.macro-enabled";
            }
            if (zip.getEntry("word/document.xml") != null) {
                return WORD;
            }
            if (zip.getEntry("xl/workbook.xml") != null) {
                return SHEET;
            }
            return zip.getEntry("ppt/presentation.xml") != null ? SLIDES : type;
        } catch (IOException | IllegalArgumentException broken) {
            return "application/zip";
        }
    }

    private static String oldOffice(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] block = new byte[BLOCK];
            int kept = 0;
            int read;
            while ((read = content.readNBytes(block, kept, block.length - kept)) > 0) {
                int end = kept + read;
                for (Map.Entry<String, byte[]> each : OLD_OFFICE.entrySet()) {
                    if (contains(block, end, each.getValue())) {
                        return each.getKey();
                    }
                }
                kept = Math.min(end, BLOCK / 2);
                System.arraycopy(block, end - kept, block, 0, kept);
            }
        }
        return OPAQUE;
    }

    private static boolean contains(byte[] block, int end, byte[] wanted) {
        for (int at = 0; at <= end - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && block[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }
}
