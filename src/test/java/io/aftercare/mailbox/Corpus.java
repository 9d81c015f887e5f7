package io.aftercare.mailbox;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Mails as they come, all invented: the files in {@code src/test/resources/mails}, which say what is expected of them
 * in two lines at their top, and those here that no text file can hold.
 */
final class Corpus {

    private static final Path FOLDER = Path.of("src/test/resources/mails");
    private static final Charset GB = Charset.forName("GB18030");
    private static final Charset BIG5 = Charset.forName("Big5");
    private static final String FAULT = "您好，我家的洗衣机漏水，请问什么时候可以上门维修？谢谢！";
    private static final String FAULT_TRADITIONAL = "您好，我家的洗衣機漏水，請問什麼時候可以派人來修理？謝謝！";

    private Corpus() {}

    /** @param says part of the text, or, of a quarantined mail, the reason */
    record Specimen(String name, byte[] mail, MailState state, String says) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Specimen> all() {
        List<Specimen> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                all.add(specimen(file));
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        all.addAll(charsets());
        all.addAll(files());
        all.addAll(hostile());
        return all;
    }

    private static Specimen specimen(Path file) throws IOException {
        String text = Files.readString(file);
        String[] expected = text.split("\n", 3);
        return new Specimen(
                file.getFileName().toString(),
                expected[2].replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
                MailState.valueOf(expected[0].substring("X-Expect: ".length())),
                expected[1].substring("X-Expect-Says: ".length()));
    }

    private static List<Specimen> charsets() {
        return List.of(
                ticket("gb18030 as said", letter("gb1").text(FAULT, GB, "gb18030"), "洗衣机漏水"),
                ticket("gbk called gb2312", letter("gb2").text("朱镕基，" + FAULT, GB, "gb2312"), "朱镕基"),
                ticket("gb18030 called utf-8", letter("gb3").text(FAULT, GB, "utf-8"), "洗衣机漏水"),
                ticket("gb18030 called iso-8859-1", letter("gb4").text(FAULT, GB, "iso-8859-1"), "洗衣机漏水"),
                ticket("gb18030 called us-ascii", letter("gb5").text(FAULT, GB, "us-ascii"), "洗衣机漏水"),
                ticket("gb18030 called nothing known", letter("gb6").text(FAULT, GB, "unknown-8bit"), "洗衣机漏水"),
                ticket("utf-8 called gb2312", letter("u1").text(FAULT, StandardCharsets.UTF_8, "gb2312"), "洗衣机漏水"),
                ticket("utf-8 called big5", letter("u2").text(FAULT, StandardCharsets.UTF_8, "big5"), "洗衣机漏水"),
                ticket("big5 as said", letter("b1").text(FAULT_TRADITIONAL, BIG5, "big5"), "洗衣機漏水"),
                ticket("big5 called gb2312", letter("b2").text(FAULT_TRADITIONAL, BIG5, "gb2312"), "洗衣機漏水"),
                ticket("big5 called utf-8", letter("b3").text(FAULT_TRADITIONAL, BIG5, "utf-8"), "洗衣機漏水"),
                ticket("four-byte characters of gb18030", letter("gb7").text("𠮷野家订购的" + FAULT, GB, "gb18030"), "𠮷野家"),
                ticket(
                        "utf-16",
                        letter("u16").base64("text/plain; charset=utf-16", FAULT.getBytes(StandardCharsets.UTF_16)),
                        "洗衣机漏水"),
                ticket(
                        "iso-2022-jp",
                        letter("jp").text("洗濯機が動きません。", Charset.forName("ISO-2022-JP"), "iso-2022-jp"),
                        "洗濯機が動きません"),
                ticket("emoji", letter("emo").text("It leaks 💧 again 😡"), "💧"),
                ticket(
                        "header lines in raw gb18030",
                        Letters.nothing()
                                .line("From: 王小明 <wang@mail.example>", GB)
                                .line("Subject: 洗衣机漏水了", GB)
                                .line("Message-ID: <rawgb@mail.example>")
                                .text(FAULT, GB, "gb2312"),
                        "漏水"),
                ticket(
                        "html that names its charset itself",
                        letter("meta")
                                .base64(
                                        "text/html",
                                        ("<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">"
                                                        + "</head><body><p>" + FAULT + "</p></body></html>")
                                                .getBytes(GB)),
                        "洗衣机漏水"));
    }

    private static List<Specimen> files() {
        byte[] png = Base64.getDecoder()
                .decode(
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        return List.of(
                ticket(
                        "inline picture",
                        letter("cid")
                                .multipart("related")
                                .part("text/html", "<p>See <img src=\"cid:pic1\"> here</p>")
                                .file(
                                        "image/png",
                                        png,
                                        "Content-ID: <pic1>",
                                        "Content-Disposition: inline; filename=p.png")
                                .end(),
                        "See"),
                ticket(
                        "file name from right to left",
                        letter("rtl")
                                .multipart("mixed")
                                .part("text/plain", "invoice attached")
                                .file(
                                        "application/octet-stream",
                                        "MZ".getBytes(StandardCharsets.US_ASCII),
                                        "Content-Disposition: attachment; filename=\"invoice\u202Efdp.exe\"")
                                .end(),
                        "invoice attached"),
                ticket(
                        "file name that climbs",
                        letter("path")
                                .multipart("mixed")
                                .part("text/plain", "climbing")
                                .file(
                                        "text/plain",
                                        "x".getBytes(StandardCharsets.US_ASCII),
                                        "Content-Disposition: attachment; filename=\"../../../etc/pass\u200Bwd\"")
                                .end(),
                        "climbing"),
                ticket(
                        "zip bomb",
                        letter("zip")
                                .multipart("mixed")
                                .part("text/plain", "see the archive")
                                .file("application/zip", zipBomb(), "Content-Disposition: attachment; filename=a.zip")
                                .end(),
                        "see the archive"),
                ticket(
                        "page as an attachment",
                        letter("page")
                                .multipart("mixed")
                                .part("text/plain", "see the page")
                                .file(
                                        "text/html",
                                        "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII),
                                        "Content-Disposition: attachment; filename=a.html")
                                .end(),
                        "see the page"),
                ticket(
                        "only a file",
                        letter("only")
                                .base64(
                                        "application/pdf; name=scan.pdf",
                                        "%PDF-1.4".getBytes(StandardCharsets.US_ASCII)),
                        ""),
                ticket(
                        "one long line of base64",
                        letter("line")
                                .line("Content-Type: text/plain; charset=utf-8")
                                .line("Content-Transfer-Encoding: base64")
                                .line("")
                                .line(Base64.getEncoder()
                                        .encodeToString(
                                                "long line ".repeat(50_000).getBytes(StandardCharsets.UTF_8)))
                                .bytes(),
                        "long line"));
    }

    private static List<Specimen> hostile() {
        StringBuilder deep = new StringBuilder();
        StringBuilder deepHtml = new StringBuilder();
        for (int level = 0; level < 1_000; level++) {
            deep.append("Content-Type: multipart/mixed; boundary=d")
                    .append(level)
                    .append("\r\n\r\n--d")
                    .append(level)
                    .append("\r\n");
            deepHtml.append("<div><b>");
        }
        Letters parts = letter("parts").multipart("mixed");
        for (int part = 0; part < 10_000; part++) {
            parts.part("text/plain", "part " + part);
        }
        return List.of(
                new Specimen(
                        "a thousand levels",
                        letter("deep")
                                .raw(deep.toString(), StandardCharsets.US_ASCII)
                                .bytes(),
                        MailState.QUARANTINED,
                        "DEPTH"),
                new Specimen("ten thousand parts", parts.end(), MailState.QUARANTINED, "PARTS"),
                new Specimen(
                        "a megabyte of header",
                        letter("head").line("X-Long: " + "x".repeat(1_000_000)).text("hello"),
                        MailState.QUARANTINED,
                        "HEADERS"),
                new Specimen(
                        "ten thousand header lines",
                        letter("heads")
                                .raw("X-Many: x\r\n".repeat(10_000), StandardCharsets.US_ASCII)
                                .text("hello"),
                        MailState.QUARANTINED,
                        "HEADERS"),
                ticket("html a thousand levels deep", letter("deephtml").html(deepHtml + "deep words"), "deep words"),
                ticket(
                        "control characters and NUL",
                        letter("nul").text("be\u0000fore \u0007bell\u001B[31m red"),
                        "before bell"),
                ticket("words of template engines", letter("tpl").text("${7*7} [[${7*7}]] {link} {{x}}"), "${7*7}"),
                ticket(
                        "sql in a subject",
                        Letters.from("o'brien@home.example", "'; drop table ticket; --")
                                .id("sql@home.example")
                                .text("hi there"),
                        "hi there"),
                ticket(
                        "a thousand references",
                        letter("refs")
                                .line("References: " + "<r@x.example> ".repeat(1_000))
                                .text("many references"),
                        "many references"),
                ticket(
                        "words that look like a header",
                        letter("body").text("Subject: no header\nFrom: nobody"),
                        "no header"),
                ticket("very long text", letter("long").text("many words ".repeat(30_000)), "many words"));
    }

    private static Letters letter(String id) {
        return Letters.from(id + "@home.example", "Mail " + id).id(id + "@corpus.example");
    }

    private static Specimen ticket(String name, byte[] mail, String says) {
        return new Specimen(name, mail, MailState.TICKET, Objects.requireNonNull(says));
    }

    /** Ten megabytes of nothing in ten kilobytes; nobody unpacks it here. */
    private static byte[] zipBomb() {
        try (var bytes = new java.io.ByteArrayOutputStream();
                var zip = new java.util.zip.ZipOutputStream(bytes)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("zero"));
            zip.write(new byte[10_000_000]);
            zip.closeEntry();
            zip.finish();
            return bytes.toByteArray();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
