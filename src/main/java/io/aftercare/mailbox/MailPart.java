package io.aftercare.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail or one of its parts: a range of the stored bytes, never a copy, so that ten thousand parts or a thousand
 * levels cost no memory before they are refused.
 */
final class MailPart {

    static final int DEEPEST = 24;
    static final int MOST = 200;

    private final byte[] mail;
    private final int from;
    private final int to;
    private final MailHeaders headers;
    private final Map<String, String> type;
    private final List<MailPart> children = new ArrayList<>();

    private MailPart(byte[] mail, int from, int to, int depth, int[] count) {
        if (depth > DEEPEST) {
            throw new UnreadableMail(UnreadableMail.Why.DEPTH);
        }
        if (++count[0] > MOST) {
            throw new UnreadableMail(UnreadableMail.Why.PARTS);
        }
        this.mail = mail;
        this.from = from;
        this.to = to;
        this.headers = MailHeaders.read(mail, from, to);
        this.type = HeaderText.parameters(headers.first("Content-Type"));
        String boundary = type.get("boundary");
        if (type().startsWith("multipart/") && boundary != null && !boundary.isEmpty()) {
            split(boundary, depth, count);
        } else if (type().equals("message/rfc822") && coding().isEmpty()) {
            children.add(new MailPart(mail, headers.end(), to, depth + 1, count));
        }
    }

    static MailPart read(byte[] mail) {
        return new MailPart(mail, 0, mail.length, 0, new int[1]);
    }

    private void split(String boundary, int depth, int[] count) {
        byte[] mark = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        int begin = -1;
        int at = headers.end();
        while (at < to) {
            int lineEnd = at;
            while (lineEnd < to && mail[lineEnd] != '\n') {
                lineEnd++;
            }
            if (startsWith(mark, at)) {
                int after = at + mark.length;
                boolean last = after + 1 < to && mail[after] == '-' && mail[after + 1] == '-';
                if (last || blank(after, lineEnd)) {
                    if (begin >= 0) {
                        children.add(new MailPart(mail, begin, withoutLineEnd(begin, at), depth + 1, count));
                    }
                    begin = last ? -1 : Math.min(lineEnd + 1, to);
                    if (last) {
                        return;
                    }
                }
            }
            at = lineEnd + 1;
        }
        if (begin >= 0 && begin < to) {
            children.add(new MailPart(mail, begin, to, depth + 1, count));
        }
    }

    private boolean startsWith(byte[] mark, int at) {
        if (at + mark.length > to) {
            return false;
        }
        for (int each = 0; each < mark.length; each++) {
            if (mail[at + each] != mark[each]) {
                return false;
            }
        }
        return true;
    }

    private boolean blank(int begin, int end) {
        for (int at = begin; at < end; at++) {
            if (mail[at] != ' ' && mail[at] != '\t' && mail[at] != '\r') {
                return false;
            }
        }
        return true;
    }

    private int withoutLineEnd(int begin, int end) {
        int at = end;
        if (at > begin && mail[at - 1] == '\n') {
            at--;
        }
        if (at > begin && mail[at - 1] == '\r') {
            at--;
        }
        return at;
    }

    MailHeaders headers() {
        return headers;
    }

    /** In lower case, {@code text/plain} when nothing is said. */
    String type() {
        String named = type.get("");
        return named == null || named.indexOf('/') < 0 ? "text/plain" : named;
    }

    @Nullable
    String parameter(String name) {
        return type.get(name);
    }

    boolean isMultipart() {
        return !children.isEmpty() && type().startsWith("multipart/");
    }

    /** A multipart without a single part is read as text: somebody may have written it. */
    boolean isBrokenMultipart() {
        return children.isEmpty() && type().startsWith("multipart/");
    }

    List<MailPart> children() {
        return children;
    }

    private String coding() {
        String coding = headers.first("Content-Transfer-Encoding");
        return coding == null || coding.strip().matches("(?i)7bit|8bit|binary|") ? "" : coding;
    }

    byte[] content() {
        return TransferCoding.decode(coding(), mail, headers.end(), to);
    }

    String text() {
        byte[] content = content();
        @Nullable String charset = type.get("charset");
        if (charset == null && type().equals("text/html")) {
            charset = HtmlText.declaredCharset(content);
        }
        return ForeignText.decode(content, charset);
    }

    /** The name that the sender gave to a file; null without one. */
    @Nullable
    String fileName() {
        @Nullable
        String name =
                HeaderText.parameters(headers.first("Content-Disposition")).get("filename");
        if (name == null) {
            name = type.get("name");
        }
        return name == null ? null : HeaderText.oneLine(HeaderText.decode(latin(name), null), 255);
    }

    /** What RFC 2231 has decoded already stays as it is. */
    private static String latin(String name) {
        return name.chars().allMatch(each -> each < 0x100)
                ? name
                : new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    boolean isAttachment() {
        String disposition =
                HeaderText.parameters(headers.first("Content-Disposition")).getOrDefault("", "");
        return disposition.equals("attachment") || fileName() != null;
    }

    @Nullable
    String contentId() {
        List<String> ids = headers.ids("Content-ID");
        if (!ids.isEmpty()) {
            return ids.get(0).substring(1, ids.get(0).length() - 1);
        }
        @Nullable String bare = headers.first("Content-ID");
        return bare == null || bare.isBlank() ? null : bare.strip();
    }

    /** From the first header line to the last byte, for a mail that was forwarded as a whole. */
    byte[] whole() {
        return java.util.Arrays.copyOfRange(mail, from, to);
    }

    byte[] body() {
        return java.util.Arrays.copyOfRange(mail, headers.end(), to);
    }
}
