package io.aftercare.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;

import io.aftercare.problem.ProblemException;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.mybatis.spring.boot.test.autoconfigure.MybatisTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

@MybatisTest(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:attachment;MODE=MySQL;DB_CLOSE_DELAY=-1",
            "aftercare.attachments.largest-file=200KB",
            "aftercare.attachments.files-of-ticket=5"
        })
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@EnableConfigurationProperties(AttachmentProperties.class)
@Import({
    Attachments.class,
    AttachmentSweep.class,
    FileStore.class,
    FileTypes.class,
    Thumbnails.class,
    AttachmentsTest.Time.class
})
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class AttachmentsTest {

    private static final String NUMBER = "261122-000001";
    private static final String OTHER = "261122-000002";
    private static final Path DIRECTORY = directory();

    @Autowired
    private Attachments attachments;

    @Autowired
    private AttachmentSweep sweep;

    @Autowired
    private MovingClock clock;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @MockitoBean
    private TicketService tickets;

    @DynamicPropertySource
    static void directory(DynamicPropertyRegistry registry) {
        registry.add("aftercare.attachments.directory", DIRECTORY::toString);
    }

    @BeforeEach
    void twoTickets() throws IOException {
        for (String table : List.of("attachment", "timeline_entry", "ticket", "customer")) {
            jdbc.update("delete from " + table);
        }
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            files.filter(Files::isRegularFile).forEach(file -> file.toFile().delete());
        }
        clock.now = Instant.parse("2026-11-22T04:00:00Z");
        given(tickets.lock(anyString())).willReturn(Mockito.mock(Ticket.class));
        given(tickets.withMerged(anyString())).willAnswer(asked -> List.of(asked.<String>getArgument(0)));
        jdbc.update("insert into customer (ref, name, tier, created_at) values ('C-1', 'Li Lei', 'STANDARD', now())");
        for (String number : List.of(NUMBER, OTHER)) {
            jdbc.update(
                    "insert into ticket (number, status, channel, customer_ref, description, suspected_emergency,"
                            + " reported_by, not_ours_count, reopened_count, urged_count, resolution_round, escalated,"
                            + " status_since, received_at, propose_article)"
                            + " values (?, 'RECEIVED', 'WEB', 'C-1', 'x', false, 'customer', 0, 0, 0, 0, false, ?, ?, false)",
                    number,
                    Timestamp.from(clock.now),
                    Timestamp.from(clock.now));
        }
    }

    @Test
    void aPhotoIsKeptUnderARandomNameWithAThumbnailOfOurOwn() throws IOException {
        byte[] photo = picture(1200, 800, "jpg");
        Attachment kept = keep("IMG_0001.JPG", photo);
        assertThat(kept.id()).matches("[0-9a-f]{32}");
        assertThat(kept.type()).isEqualTo("image/jpeg");
        assertThat(kept.name()).isEqualTo("IMG_0001.jpg");
        assertThat(kept.picture()).isTrue();
        try (InputStream content = attachments.open(kept.id()).read()) {
            assertThat(content.readAllBytes()).isEqualTo(photo);
        }
        BufferedImage small =
                ImageIO.read(attachments.openThumbnail(kept.id()).content().toFile());
        assertThat(small.getWidth()).isEqualTo(Thumbnails.EDGE);
        assertThat(stored()).allMatch(name -> name.startsWith(kept.id()));
    }

    @Test
    @Tag("S8")
    void whatAFileIsSaysItsContentAndNeverItsName() throws IOException {
        assertThat(keep("letter.exe", "您好, the machine hums".getBytes(StandardCharsets.UTF_8)))
                .satisfies(kept -> {
                    assertThat(kept.type()).isEqualTo("text/plain");
                    assertThat(kept.name()).isEqualTo("letter.exe.txt");
                });
        assertThat(keep("a.txt", "%PDF-1.7\n1 0 obj".getBytes(StandardCharsets.UTF_8)))
                .satisfies(kept -> {
                    assertThat(kept.type()).isEqualTo("application/pdf");
                    assertThat(kept.name()).isEqualTo("a.txt.pdf");
                });
        assertThat(keep("table", office("xl/workbook.xml")).name()).isEqualTo("table.xlsx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><script>alert(1)</script>",
                "<html><body onload=alert(1)>",
                "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>",
                "#!/bin/sh\nrm -rf /",
                "MZ\u0090\u0000\u0003\u0000\u0000\u0000",
                "\u007fELF\u0002\u0001\u0001\u0000",
                "{\\rtf1\\ansi x}"
            })
    @Tag("S5")
    void whatCouldRunIsRefusedAndFromAMailItIsKeptClosed(String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> keep("photo.jpg", bytes)).hasMessageContaining("problem.attachment-kind");
        assertThat(stored()).isEmpty();
        Attachment kept = attachments.keepAnyKind(file("photo.jpg", bytes));
        assertThat(kept.type()).isEqualTo("application/octet-stream");
        assertThat(kept.name()).isEqualTo("photo.jpg.bin");
        assertThat(kept.picture()).isFalse();
    }

    @Test
    void anArchiveAndADocumentWithMacrosAreRefused() {
        assertThatThrownBy(() -> keep("a.docx", office("hello.txt"))).hasMessageContaining("attachment-kind");
        assertThatThrownBy(() -> keep("a.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin")))
                .hasMessageContaining("attachment-kind");
    }

    @Test
    void somethingThatOnlyBeginsLikeAPictureIsNone() {
        byte[] polyglot = "GIF89a/*<script>*/=1;alert(document.domain)//".getBytes(StandardCharsets.UTF_8);
        byte[] small = Arrays.copyOf(polyglot, 9);
        assertThatThrownBy(() -> keep("a.gif", small)).hasMessageContaining("attachment-kind");
    }

    @Test
    @Tag("S5")
    void aPictureThatCarriesAPageInsideStaysADownloadAndItsThumbnailIsCleanOfIt() throws IOException {
        byte[] picture = picture(100, 100, "png");
        byte[] script = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(picture, picture.length + script.length);
        System.arraycopy(script, 0, both, picture.length, script.length);
        Attachment kept = keep("x.png", both);
        assertThat(kept.type()).isEqualTo("image/png");
        assertThat(Files.readString(attachments.openThumbnail(kept.id()).content(), StandardCharsets.ISO_8859_1))
                .doesNotContain("<script>");
        var answer = Downloads.whole(attachments.open(kept.id()));
        assertThat(answer.getHeaders().getFirst("Content-Disposition")).startsWith("attachment;");
        assertThat(answer.getHeaders().getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getHeaders().getFirst("Content-Security-Policy")).contains("sandbox", "default-src 'none'");
        assertThat(answer.getHeaders().getCacheControl()).isEqualTo("no-store");
    }

    @Test
    void aPictureOfThirtyThousandPixelsSquareIsNeverDecoded() {
        Attachment kept = keep("bomb.png", pixelBomb(30_000, 30_000));
        assertThat(kept.picture()).isFalse();
        assertThatThrownBy(() -> attachments.openThumbnail(kept.id())).isInstanceOf(ProblemException.class);
    }

    @Test
    void theLimitIsToldAndNothingIsLeftBehind() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] block, int from, int length) {
                Arrays.fill(block, from, from + length, (byte) 'a');
                return length;
            }
        };
        assertThatThrownBy(() -> attachments.keep(NewFile.upload("a.txt", endless, "customer")))
                .hasMessageContaining("problem.attachment-too-large");
        assertThatThrownBy(() -> keep("a.txt", new byte[0])).hasMessageContaining("problem.attachment-empty");
        assertThat(stored()).isEmpty();
        assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "..\\..\\windows\\system32\\calc.exe",
                "photo\u0000.jsp",
                ".htaccess",
                "\u200b.htaccess",
                "gnp.\u202Etxt.exe",
                "a\r\nSet-Cookie: x=1",
                "\"; filename=\"evil.html",
                "   ",
                "....",
                "con<script>"
            })
    @Tag("S8")
    void namesAreMadeHarmless(String said) {
        String name = keep(said, "text".getBytes(StandardCharsets.UTF_8)).name();
        assertThat(name)
                .matches("[^./\\\\\\p{Cntrl}\u200b\u202e\"<>;]+.*\\.txt")
                .doesNotContain("/", "\\", "\u0000", "\u200b", "\u202e", "\r", "\n", "\"", "<", ";");
    }

    @Test
    void aLongNameKeepsItsEndingAndCharactersThatNeedTwoPlaces() {
        String name = FileNames.clean("𠮷".repeat(300) + ".JPG", List.of("jpg"));
        assertThat(name).isEqualTo("𠮷".repeat(120) + ".jpg");
        assertThat(FileNames.clean(null, List.of("jpg"))).isEqualTo("file.jpg");
        assertThat(FileNames.clean("冰箱 照片.jpeg", List.of("jpg", "jpeg"))).isEqualTo("冰箱 照片.jpeg");
    }

    @Test
    void filesGoUnderALineOfOneTicketAndNeverToAnother() {
        Attachment kept = keep("a.txt", "a".getBytes(StandardCharsets.UTF_8));
        long line = line(NUMBER);
        attachments.attach(NUMBER, line, List.of(kept.id()), true);
        attachments.attach(NUMBER, line, List.of(kept.id()), true);
        assertThat(attachments.ofTicket(NUMBER)).singleElement().satisfies(attached -> {
            assertThat(attached.timelineEntryId()).isEqualTo(line);
            assertThat(attached.visibleToCustomer()).isTrue();
        });
        assertThatThrownBy(() -> attachments.attach(OTHER, line(OTHER), List.of(kept.id()), true))
                .hasMessageContaining("problem.attachment-unknown");
        assertThatThrownBy(() -> attachments.attach(OTHER, line(OTHER), List.of("../../x"), true))
                .hasMessageContaining("problem.attachment-unknown");
        assertThat(attachments.ofTicket(OTHER)).isEmpty();
    }

    @Test
    void aTicketIsNotAFileServer() {
        List<String> ids = Stream.generate(() -> keep("a.txt", "a".getBytes(StandardCharsets.UTF_8)))
                .limit(6)
                .map(Attachment::id)
                .toList();
        assertThatThrownBy(() -> attachments.attach(NUMBER, line(NUMBER), ids, false))
                .hasMessageContaining("problem.attachments-full");
        assertThat(attachments.ofTicket(NUMBER)).isEmpty();
    }

    @Test
    void whatNobodyAttachedIsRemovedLaterAndWhatWasAttachedStays() throws IOException {
        Attachment attached = keep("a.txt", "a".getBytes(StandardCharsets.UTF_8));
        Attachment left = keep("b.txt", "b".getBytes(StandardCharsets.UTF_8));
        attachments.attach(NUMBER, line(NUMBER), List.of(attached.id()), true);
        clock.now = clock.now.plus(Duration.ofDays(6));
        sweep.sweep();
        assertThat(attachments.open(left.id()).attachment().name()).isEqualTo("b.txt");
        clock.now = clock.now.plus(Duration.ofDays(2));
        sweep.sweep();
        assertThat(stored()).containsExactly(attached.id());
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void contentWhoseRowWasNeverCommittedIsRemovedLater() throws IOException {
        transaction.executeWithoutResult(rolledBack -> {
            keep("a.jpg", picture(50, 50, "jpg"));
            rolledBack.setRollbackOnly();
        });
        assertThat(rows()).isZero();
        assertThat(stored()).hasSize(2);
        sweep.sweep();
        assertThat(stored()).hasSize(2);
        clock.now = clock.now.plus(Duration.ofHours(25));
        sweep.sweep();
        assertThat(stored()).isEmpty();
    }

    @Test
    void aCustomerWhoIsForgottenTakesHisFilesWithHim() throws IOException {
        Attachment his = keep("his.jpg", picture(50, 50, "jpg"));
        Attachment ours = attachments.keep(
                NewFile.upload("ours.txt", new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8)), "agent"));
        attachments.attach(NUMBER, line(NUMBER), List.of(his.id(), ours.id()), true);
        attachments.forget("C-1");
        assertThat(attachments.ofTicket(NUMBER)).extracting(Attachment::name).containsExactly("ours.txt");
        assertThat(stored()).containsExactly(ours.id());
    }

    private Attachment keep(String name, byte[] content) {
        return attachments.keep(file(name, content));
    }

    private static NewFile file(String name, byte[] content) {
        return new NewFile(name, "image/jpeg", new ByteArrayInputStream(content), "customer", false, null);
    }

    private long line(String number) {
        jdbc.update(
                "insert into timeline_entry (ticket_number, at, kind, actor, visible_to_customer)"
                        + " values (?, ?, 'NOTE', 'agent', true)",
                number,
                Timestamp.from(clock.now));
        Long id = jdbc.queryForObject("select max(id) from timeline_entry", Long.class);
        return id == null ? 0 : id;
    }

    private int rows() {
        Integer rows = jdbc.queryForObject("select count(*) from attachment", Integer.class);
        return rows == null ? 0 : rows;
    }

    private static List<String> stored() throws IOException {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static byte[] picture(int width, int height, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG that says how large it is, and a few bytes of compressed nothing. */
    private static byte[] pixelBomb(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        byte[] header = new byte[13];
        ByteBuffer.wrap(header).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        chunk(out, "IHDR", header);
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(new byte[10_000_000]);
        deflater.finish();
        byte[] packed = new byte[100_000];
        int length = deflater.deflate(packed);
        deflater.end();
        chunk(out, "IDAT", Arrays.copyOf(packed, length));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] data) {
        byte[] head = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(head);
        sum.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(head);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    private static byte[] office(String... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String entry : Stream.concat(
                            entries[0].endsWith(".txt") ? Stream.empty() : Stream.of("[Content_Types].xml"),
                            Arrays.stream(entries))
                    .toList()) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write("<x/>".getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("attachments");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {

        @Bean
        MovingClock clock() {
            return new MovingClock();
        }
    }

    /** Stands still until it is told. */
    static class MovingClock extends Clock {

        Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
