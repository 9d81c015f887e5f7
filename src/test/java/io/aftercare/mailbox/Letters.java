package io.aftercare.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes mails the way programs write them, well or badly. */
final class Letters {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** An ordinary mail's first lines. */
    static Letters from(String from, String subject) {
        return new Letters()
                .line("From: " + from)
                .line("To: service@house.example")
                .line("Subject: " + subject)
                .line("Date: Mon, 23 Nov 2026 09:12:00 +0800")
                .line("MIME-Version: 1.0");
    }

    static Letters nothing() {
        return new Letters();
    }

    Letters id(String id) {
        return line("Message-ID: <" + id + ">");
    }

    Letters answers(@Nullable String id) {
        return id == null ? this : line("In-Reply-To: " + id).line("References: " + id);
    }

    Letters line(String line) {
        return raw(line, StandardCharsets.UTF_8).raw("\r\n", StandardCharsets.US_ASCII);
    }

    Letters line(String line, Charset charset) {
        return raw(line, charset).raw("\r\n", StandardCharsets.US_ASCII);
    }

    Letters raw(String text, Charset charset) {
        bytes.writeBytes(text.getBytes(charset));
        return this;
    }

    Letters raw(byte[] content) {
        bytes.writeBytes(content);
        return this;
    }

    /** The body: one text in this charset, called by this name. */
    byte[] text(String text, Charset charset, String called) {
        return line("Content-Type: text/plain; charset=" + called)
                .line("Content-Transfer-Encoding: 8bit")
                .line("")
                .raw(text.replace("\n", "\r\n"), charset)
                .line("")
                .bytes();
    }

    byte[] text(String text) {
        return text(text, StandardCharsets.UTF_8, "utf-8");
    }

    byte[] base64(String type, byte[] content) {
        return line("Content-Type: " + type)
                .line("Content-Transfer-Encoding: base64")
                .line("")
                .line(Base64.getMimeEncoder().encodeToString(content))
                .bytes();
    }

    byte[] html(String html) {
        return base64("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    Letters multipart(String kind) {
        return line("Content-Type: multipart/" + kind + "; boundary=\"=_line\"").line("");
    }

    Letters part(String type, String text) {
        return line("--=_line")
                .line("Content-Type: " + type + "; charset=utf-8")
                .line("Content-Transfer-Encoding: 8bit")
                .line("")
                .line(text);
    }

    /** {@code headers} are further lines such as Content-Disposition. */
    Letters file(String type, byte[] content, String... headers) {
        line("--=_line").line("Content-Type: " + type);
        for (String header : headers) {
            line(header);
        }
        return line("Content-Transfer-Encoding: base64")
                .line("")
                .line(Base64.getMimeEncoder().encodeToString(content));
    }

    byte[] end() {
        return line("--=_line--").bytes();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
