package io.aftercare.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header lines of a mail or of one of its parts, as tolerant as mail in the wild needs it. */
final class MailHeaders {

    static final int LONGEST = 256 * 1024;
    private static final int MOST_LINES = 2_000;
    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,248}>");

    private final Map<String, List<String>> lines;
    private final int end;

    private MailHeaders(Map<String, List<String>> lines, int end) {
        this.lines = lines;
        this.end = end;
    }

    /** Reads up to the first empty line; what is no header line is passed over. */
    static MailHeaders read(byte[] mail, int from, int to) {
        Map<String, List<String>> lines = new HashMap<>();
        @Nullable String name = null;
        StringBuilder value = new StringBuilder();
        int at = from;
        int count = 0;
        while (at < to) {
            int lineEnd = at;
            while (lineEnd < to && mail[lineEnd] != '\n') {
                lineEnd++;
            }
            int next = Math.min(lineEnd + 1, to);
            int textEnd = lineEnd > at && mail[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
            if (textEnd == at) {
                at = next;
                break;
            }
            if (next - from > LONGEST || ++count > MOST_LINES) {
                throw new UnreadableMail(UnreadableMail.Why.HEADERS);
            }
            String line = new String(mail, at, textEnd - at, StandardCharsets.ISO_8859_1);
            char first = line.charAt(0);
            if (first == ' ' || first == '\t') {
                value.append(' ').append(line.strip());
            } else {
                keep(lines, name, value);
                int colon = line.indexOf(':');
                name = colon > 0 && colon < 100 ? line.substring(0, colon).strip() : null;
                value.setLength(0);
                value.append(line.substring(colon + 1).strip());
            }
            at = next;
        }
        keep(lines, name, value);
        return new MailHeaders(lines, at);
    }

    private static void keep(Map<String, List<String>> lines, @Nullable String name, StringBuilder value) {
        if (name != null) {
            lines.computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                    .add(value.toString());
        }
    }

    /** Where the body begins. */
    int end() {
        return end;
    }

    /** The first line of that name, with bytes above 127 as they came; null without one. */
    @Nullable
    String first(String name) {
        List<String> all = lines.get(name.toLowerCase(Locale.ROOT));
        return all == null ? null : all.get(0);
    }

    boolean has(String name) {
        return lines.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** Every {@code <id>} in the lines of that name, in their order. */
    List<String> ids(String name) {
        List<String> ids = new ArrayList<>();
        for (String line : lines.getOrDefault(name.toLowerCase(Locale.ROOT), List.of())) {
            Matcher found = ID.matcher(line);
            while (found.find() && ids.size() < 100) {
                ids.add(found.group());
            }
        }
        return ids;
    }
}
