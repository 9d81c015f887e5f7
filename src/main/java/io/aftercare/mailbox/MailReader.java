package io.aftercare.mailbox;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a stored mail, whatever state it is in (R10); what is beyond the limits is refused with its reason. */
final class MailReader {

    /** Longer texts are cut here; the stored source keeps the rest. */
    static final int LONGEST_TEXT = 200_000;

    private static final int MOST_FILES = 50;
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,180}[A-Za-z0-9])?");

    private MailReader() {}

    static Letter read(byte[] source) {
        MailPart mail = MailPart.read(source);
        MailHeaders headers = mail.headers();
        @Nullable String charset = firstCharset(mail);
        String subject = subject(headers, charset);
        Letter.@Nullable Writer from = writer(headers, charset);
        Contents contents = new Contents();
        contents.add(mail, true);
        String text = contents.words();
        Letter.Nature nature = Natures.of(mail, from == null ? null : from.address(), subject);
        List<String> ids = headers.ids("Message-ID");
        return new Letter(
                ids.isEmpty() ? null : ids.get(0),
                thread(headers),
                from,
                senders(headers),
                subject,
                text,
                contents.html.length() == 0 ? null : contents.html.toString(),
                contents.files,
                nature,
                nature == Letter.Nature.BOUNCE ? Natures.bounce(mail, text) : null,
                Natures.wantsNoAnswer(headers));
    }

    static String subject(MailHeaders headers, @Nullable String charset) {
        return HeaderText.oneLine(HeaderText.decode(headers.first("Subject"), charset), 300);
    }

    /** From, else Sender, else the address that the mail would be returned to. */
    static Letter.@Nullable Writer writer(MailHeaders headers, @Nullable String charset) {
        for (String line : List.of("From", "Sender", "Return-Path")) {
            @Nullable String raw = headers.first(line);
            if (raw != null) {
                Letter.@Nullable Writer writer = writer(raw, charset);
                if (writer != null) {
                    return writer;
                }
            }
        }
        return null;
    }

    private static Letter.@Nullable Writer writer(String raw, @Nullable String charset) {
        try {
            for (InternetAddress one : InternetAddress.parseHeader(raw, false)) {
                String address = one.getAddress();
                if (address != null && ADDRESS.matcher(address).matches() && address.length() <= 254) {
                    return new Letter.Writer(address.toLowerCase(Locale.ROOT), name(raw, address, charset));
                }
            }
        } catch (AddressException broken) {
            // what stands there may still hold an address
        }
        Matcher found = ADDRESS.matcher(raw);
        return found.find()
                ? new Letter.Writer(found.group().toLowerCase(Locale.ROOT), name(raw, found.group(), charset))
                : null;
    }

    /** What stands before the address; not the address itself. */
    private static @Nullable String name(String raw, String address, @Nullable String charset) {
        int at = raw.indexOf(address);
        String before = at < 0 ? "" : raw.substring(0, at).replaceAll("[<\\s]+$", "");
        String bare = before.strip();
        if (bare.startsWith("\"")) {
            bare = bare.replaceAll("^\"|\"$", "").replaceAll("\\\\(.)", "$1");
        }
        String name = HeaderText.oneLine(HeaderText.decode(bare, charset), 100).replaceAll("^[\"']+|[\"']+$", "");
        return name.isBlank() || name.contains("@") ? null : name;
    }

    /** Whoever the mail says it comes from, whichever line says it. */
    private static List<String> senders(MailHeaders headers) {
        List<String> found = new ArrayList<>();
        for (String line : List.of("From", "Sender")) {
            @Nullable String raw = headers.first(line);
            Matcher addresses = ADDRESS.matcher(raw == null ? "" : raw);
            while (addresses.find() && found.size() < 20) {
                found.add(addresses.group().toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }

    /** The nearest message first. */
    private static List<String> thread(MailHeaders headers) {
        Set<String> ids = new LinkedHashSet<>(headers.ids("In-Reply-To"));
        List<String> references = new ArrayList<>(headers.ids("References"));
        Collections.reverse(references);
        ids.addAll(references);
        return List.copyOf(ids).subList(0, Math.min(50, ids.size()));
    }

    private static @Nullable String firstCharset(MailPart part) {
        @Nullable String own = part.parameter("charset");
        if (own != null) {
            return own;
        }
        for (MailPart child : part.children()) {
            @Nullable String charset = firstCharset(child);
            if (charset != null) {
                return charset;
            }
        }
        return null;
    }

    /** Gathers words and files while walking through the parts. */
    private static final class Contents {

        private final StringBuilder plain = new StringBuilder();
        private final StringBuilder html = new StringBuilder();
        private final List<Letter.Piece> files = new ArrayList<>();

        void add(MailPart part, boolean outermost) {
            if (part.isMultipart()) {
                if (part.type().equals("multipart/alternative")) {
                    alternative(part);
                } else {
                    part.children().forEach(child -> add(child, false));
                }
            } else if (part.type().equals("message/rfc822") && !outermost) {
                forwarded(part);
            } else if (part.type().equals("message/rfc822") || part.isBrokenMultipart()) {
                add(part);
            } else if (part.isAttachment()
                    || !part.type().startsWith("text/")
                    || part.type().equals("text/calendar")) {
                file(part);
            } else if (part.type().equals("text/html")) {
                append(html, part.text());
            } else {
                append(plain, part.text());
            }
        }

        private void add(MailPart part) {
            if (part.children().isEmpty()) {
                append(plain, ForeignText.decode(part.body(), part.parameter("charset")));
            } else {
                part.children().forEach(child -> add(child, false));
            }
        }

        /** The same said twice: both are kept, the plain one is read. */
        private void alternative(MailPart part) {
            boolean words = false;
            for (MailPart child : part.children()) {
                boolean isPlain = child.type().equals("text/plain") && !child.isAttachment();
                if (isPlain && words) {
                    continue;
                }
                words |= isPlain;
                add(child, false);
            }
        }

        /** A mail inside the mail is a file; where nothing else is said, its words are the words. */
        private void forwarded(MailPart part) {
            if (!part.children().isEmpty()) {
                MailPart inner = part.children().get(0);
                if (plain.toString().isBlank() && html.toString().isBlank()) {
                    MailHeaders headers = inner.headers();
                    append(plain, "> " + HeaderText.oneLine(HeaderText.decode(headers.first("From"), null), 300));
                    append(plain, "> " + subject(headers, null));
                    Contents within = new Contents();
                    within.add(inner, true);
                    append(plain, within.words());
                }
            }
            if (files.size() < MOST_FILES) {
                files.add(new Letter.Piece(
                        part.fileName() == null ? "forwarded.eml" : part.fileName(),
                        "message/rfc822",
                        part.body(),
                        false,
                        null));
            }
        }

        private void file(MailPart part) {
            if (part.type().equals("message/delivery-status")
                    || part.type().equals("text/rfc822-headers")
                    || files.size() >= MOST_FILES) {
                return;
            }
            byte[] content = part.content();
            if (content.length == 0 && part.fileName() == null) {
                return;
            }
            String disposition = String.valueOf(part.headers().first("Content-Disposition"));
            @Nullable String id = part.contentId();
            files.add(new Letter.Piece(
                    name(part),
                    part.type(),
                    content,
                    id != null && part.type().startsWith("image/") && !disposition.startsWith("attachment"),
                    id));
        }

        private static @Nullable String name(MailPart part) {
            @Nullable String given = part.fileName();
            if (given != null) {
                return given;
            }
            return switch (part.type()) {
                case "application/ms-tnef", "application/vnd.ms-tnef" -> "winmail.dat";
                case "text/calendar" -> "invite.ics";
                case "image/png" -> "picture.png";
                case "image/jpeg" -> "picture.jpg";
                case "image/gif" -> "picture.gif";
                default -> null;
            };
        }

        private static void append(StringBuilder to, String words) {
            if (to.length() < LONGEST_TEXT * 2 && !words.isBlank()) {
                to.append(to.length() == 0 ? "" : "\n").append(words);
            }
        }

        /** As plain text without control characters. */
        String words() {
            String words = plain.toString();
            if (words.isBlank() && html.length() > 0) {
                words = HtmlText.of(html.toString());
            }
            String clean = words.replaceAll("\\r\\n?|[\\u2028\\u2029\\u0085]", "\n")
                    .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "")
                    .replaceAll("[\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]", "")
                    .replaceAll("\\p{Cs}", "");
            clean = clean.replaceAll("[ \\t\\u00A0]+\\n", "\n")
                    .replaceAll("\\n{4,}", "\n\n\n")
                    .strip();
            return clean.length() <= LONGEST_TEXT ? clean : clean.substring(0, LONGEST_TEXT) + "…";
        }
    }

    /** The first bytes of a mail as text that can do nothing, for a person who looks why it was not read. */
    static String sourceAsText(byte[] source, int most) {
        byte[] begin = Arrays.copyOf(source, Math.min(source.length, most));
        return new String(begin, StandardCharsets.ISO_8859_1).replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
    }
}
