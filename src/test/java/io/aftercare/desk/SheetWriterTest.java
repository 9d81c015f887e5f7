package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;

/** A name that is a formula stays a name, in whatever program the export is opened (S15). */
@Tag("S15")
class SheetWriterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x", "\u0000=1"})
    void whatASpreadsheetWouldCalculateIsMadeText(String text) throws IOException {
        assertThat(SheetWriter.harmless(text)).startsWith("'");
        assertThat(csv(List.of(text)).replace("\"", "")).startsWith("\uFEFF'");
        assertThat(sheet(List.of(text))).contains(">'").doesNotContain("<f>");
    }

    @Test
    void textAndAmountsStayWhatTheyAre() throws IOException {
        assertThat(csv(List.of("张伟", "a,\"b\"", new BigDecimal("-20.5"), "")))
                .isEqualTo("\uFEFF张伟,\"a,\"\"b\"\"\",-20.50,\r\n");
        assertThat(sheet(List.of("张伟", new BigDecimal("20.50")))).contains("张伟", "<v>20.50</v>");
    }

    private static String csv(List<?> cells) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SheetWriter sheet = SheetWriter.csv(out)) {
            sheet.row(cells);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** All parts of the workbook in one text. */
    private static String sheet(List<?> cells) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SheetWriter sheet = SheetWriter.xlsx(out, "x")) {
            sheet.row(cells);
        }
        Path file = Files.createTempFile("sheet", ".xlsx");
        try {
            Files.write(file, out.toByteArray());
            StringBuilder parts = new StringBuilder();
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    parts.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return HtmlUtils.htmlUnescape(parts.toString().replace("&apos;", "'"));
        } finally {
            Files.delete(file);
        }
    }
}
