package io.aftercare.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words and parameters of header lines: RFC 2047, RFC 2231, and what programs make of them. */
final class HeaderText {

    private static final Pattern WORD =
            Pattern.compile("=\\?([A-Za-z0-9_.:-]{1,40})(?:\\*[A-Za-z-]{1,20})?\\?([BbQq])\\?([^?]{0,2000})\\?=");

    private HeaderText() {}

    /** Encoded words decoded; a character that was cut in two by neighbouring words is put together again. */
    static String decode(@Nullable String raw, @Nullable String charsetOfBody) {
        if (raw == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        @Nullable String charset = null;
        Matcher words = WORD.matcher(raw);
        int at = 0;
        while (words.find()) {
            String between = raw.substring(at, words.start());
            String nextCharset = words.group(1);
            boolean joined = charset != null && between.isBlank();
            if (!joined || !nextCharset.equalsIgnoreCase(charset)) {
                flush(text, pending, charset);
                text.append(joined ? "" : plain(between, charsetOfBody));
            }
            charset = nextCharset;
            byte[] bytes = words.group(3).getBytes(StandardCharsets.ISO_8859_1);
            byte[] decoded = words.group(2).equalsIgnoreCase("B")
                    ? TransferCoding.base64(bytes, 0, bytes.length)
                    : TransferCoding.quotedPrintable(underscores(bytes), 0, bytes.length);
            pending.write(decoded, 0, decoded.length);
            at = words.end();
        }
        flush(text, pending, charset);
        text.append(plain(raw.substring(at), charsetOfBody));
        return text.toString();
    }

    /** One line without control characters, and without marks that turn the direction of reading. */
    static String oneLine(String text, int longest) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ")
                .replaceAll("[\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]", "")
                .strip();
        return line.codePointCount(0, line.length()) <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
    }

    /** {@code text/plain; charset=x; name*0*=...} by lower-case names; the value itself under the empty name. */
    static Map<String, String> parameters(@Nullable String raw) {
        Map<String, String> found = new HashMap<>();
        Map<String, TreeMap<Integer, String>> pieces = new HashMap<>();
        int at = 0;
        String line = raw == null ? "" : raw;
        int first = line.indexOf(';');
        found.put("", (first < 0 ? line : line.substring(0, first)).strip().toLowerCase(Locale.ROOT));
        at = first < 0 ? line.length() : first + 1;
        while (at < line.length() && found.size() < 50) {
            int equals = line.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = line.substring(at, equals).replace(";", "").strip().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            at = value(line, equals + 1, value);
            int star = name.indexOf('*');
            if (star < 0) {
                found.putIfAbsent(name, value.toString());
                continue;
            }
            String base = name.substring(0, star);
            String digits = name.substring(star).replaceAll("[^0-9]", "");
            boolean extended = name.endsWith("*");
            if (digits.length() > 3) {
                continue;
            }
            pieces.computeIfAbsent(base, any -> new TreeMap<>())
                    .put(digits.isEmpty() ? 0 : Integer.parseInt(digits), (extended ? "*" : "-") + value);
        }
        pieces.forEach((name, parts) -> found.put(name, extended(parts)));
        return found;
    }

    private static int value(String line, int from, StringBuilder value) {
        int at = from;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        if (at < line.length() && line.charAt(at) == '"') {
            at++;
            while (at < line.length() && line.charAt(at) != '"') {
                if (line.charAt(at) == '\\' && at + 1 < line.length()) {
                    at++;
                }
                value.append(line.charAt(at++));
            }
            int next = line.indexOf(';', at);
            return next < 0 ? line.length() : next + 1;
        }
        int next = line.indexOf(';', at);
        value.append(line, at, next < 0 ? line.length() : next);
        String stripped = value.toString().strip();
        value.setLength(0);
        value.append(stripped);
        return next < 0 ? line.length() : next + 1;
    }

    private static String extended(TreeMap<Integer, String> parts) {
        @Nullable String charset = null;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : parts.values()) {
            String value = part.substring(1);
            if (part.charAt(0) == '*') {
                if (charset == null) {
                    String[] three = value.split("'", 3);
                    charset = three.length == 3 ? three[0] : "";
                    value = three.length == 3 ? three[2] : value;
                }
                percent(value, bytes);
            } else {
                byte[] plain = value.getBytes(StandardCharsets.ISO_8859_1);
                bytes.write(plain, 0, plain.length);
            }
        }
        return ForeignText.decode(bytes.toByteArray(), charset);
    }

    private static void percent(String value, ByteArrayOutputStream bytes) {
        for (int at = 0; at < value.length(); at++) {
            char each = value.charAt(at);
            if (each == '%'
                    && at + 2 < value.length()
                    && hex(value.charAt(at + 1)) >= 0
                    && hex(value.charAt(at + 2)) >= 0) {
                bytes.write(hex(value.charAt(at + 1)) * 16 + hex(value.charAt(at + 2)));
                at += 2;
            } else {
                bytes.write(each);
            }
        }
    }

    static int hex(char digit) {
        return Character.digit(digit, 16);
    }

    private static byte[] underscores(byte[] bytes) {
        byte[] spaces = bytes.clone();
        for (int at = 0; at < spaces.length; at++) {
            if (spaces[at] == '_') {
                spaces[at] = ' ';
            }
        }
        return spaces;
    }

    private static void flush(StringBuilder text, ByteArrayOutputStream pending, @Nullable String charset) {
        if (pending.size() > 0) {
            text.append(ForeignText.decode(pending.toByteArray(), charset));
            pending.reset();
        }
    }

    /** Bytes above 127 stand in the line as they came, against the rules but often. */
    private static String plain(String latin, @Nullable String charset) {
        return ForeignText.decode(latin.getBytes(StandardCharsets.ISO_8859_1), charset);
    }
}
