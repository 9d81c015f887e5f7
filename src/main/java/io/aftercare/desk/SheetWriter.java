package io.aftercare.desk;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Writes tables row by row, without holding them; no cell can become a formula where it is opened (S15). */
public interface SheetWriter extends AutoCloseable {

    void row(List<?> cells) throws IOException;

    @Override
    void close() throws IOException;

    /** A text that a spreadsheet would calculate gets an apostrophe in front; control characters are dropped. */
    static String harmless(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}&&[^\\t\\r\\n]]", "");
        if (plain.isEmpty()) {
            return plain;
        }
        char first = plain.charAt(0);
        return "=+-@\t\r\n＝＋－＠".indexOf(first) >= 0 ? "'" + plain : plain;
    }

    /** UTF-8 with a mark at the beginning, so that Excel reads Chinese. */
    static SheetWriter csv(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write('\uFEFF');
        return new SheetWriter() {
            @Override
            public void row(List<?> cells) throws IOException {
                for (int i = 0; i < cells.size(); i++) {
                    if (i > 0) {
                        writer.write(',');
                    }
                    writer.write(cell(cells.get(i)));
                }
                writer.write("\r\n");
            }

            @Override
            public void close() throws IOException {
                writer.flush();
            }

            private String cell(Object value) {
                if (value instanceof BigDecimal amount) {
                    return Words.decimal(amount);
                }
                String text = harmless(String.valueOf(value));
                return text.matches("(?s).*[,\"\\r\\n\\t].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
            }
        };
    }

    /** Answers a download named after what it holds and the day. */
    static SheetWriter answering(HttpServletResponse response, String format, String name, LocalDate day)
            throws IOException {
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name + "-" + day + "." + format, StandardCharsets.UTF_8)
                        .build()
                        .toString());
        if (format.equals("csv")) {
            response.setContentType("text/csv;charset=UTF-8");
            return csv(response.getOutputStream());
        }
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        return xlsx(response.getOutputStream(), name);
    }

    static SheetWriter xlsx(OutputStream out, String name) throws IOException {
        Workbook book = new Workbook(out, "Aftercare", "1.0");
        Worksheet sheet = book.newWorksheet(name);
        sheet.freezePane(0, 1);
        return new SheetWriter() {
            private int row;

            @Override
            public void row(List<?> cells) throws IOException {
                for (int column = 0; column < cells.size(); column++) {
                    Object value = cells.get(column);
                    if (value instanceof BigDecimal amount) {
                        sheet.value(row, column, amount);
                        sheet.style(row, column).format("#,##0.00").set();
                    } else {
                        sheet.inlineString(row, column, harmless(String.valueOf(value)));
                        if (row == 0) {
                            sheet.width(column, 18);
                            sheet.style(row, column).bold().set();
                        }
                    }
                }
                row++;
                if (row % 500 == 0) {
                    sheet.flush();
                }
            }

            @Override
            public void close() throws IOException {
                book.finish();
            }
        };
    }
}
