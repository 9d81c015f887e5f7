package io.aftercare.desk;

import io.aftercare.security.Staff;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The ledger of complex tickets on a page and as a table to take away (0-14). */
@Controller
@RequestMapping("/ledger")
@Staff
class LedgerController {

    private final Ledger ledger;
    private final Wording wording;
    private final Clock clock;

    LedgerController(Ledger ledger, Wording wording, Clock clock) {
        this.ledger = ledger;
        this.wording = wording;
        this.clock = clock;
    }

    @GetMapping
    @Staff
    String page(
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String remedy,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "false") boolean late,
            @RequestParam(defaultValue = "0") int page,
            Model model,
            Locale locale) {
        LedgerFilter filter = LedgerFilter.of(department, owner, status, remedy, from, to, late, wording.zone());
        model.addAttribute(
                "page", LedgerPage.of(filter, ledger, Math.max(0, page), wording.in(locale), clock.instant()));
        return "desk/ledger";
    }

    /** Everything under this filter; no cell can be calculated where it is opened (S15). */
    @GetMapping("/export.{format:xlsx|csv}")
    @Staff
    void export(
            @PathVariable String format,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String remedy,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "false") boolean late,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        LedgerFilter filter = LedgerFilter.of(department, owner, status, remedy, from, to, late, wording.zone());
        Words words = wording.in(locale);
        try (SheetWriter sheet = SheetWriter.answering(
                response, format, words.text("ledger.file"), LocalDate.ofInstant(clock.instant(), wording.zone()))) {
            sheet.row(LedgerPage.COLUMNS.stream().map(words::text).toList());
            int written = 0;
            LedgerEntry last = null;
            while (written < Ledger.MOST_EXPORTED) {
                List<LedgerEntry> next = ledger.after(filter, last);
                for (LedgerEntry entry : next) {
                    sheet.row(LedgerPage.cells(entry, ledger.progress(entry), words));
                    written++;
                    last = entry;
                }
                if (next.isEmpty()) {
                    break;
                }
            }
            if (written >= Ledger.MOST_EXPORTED) {
                sheet.row(List.of(words.text("ledger.cut", String.valueOf(Ledger.MOST_EXPORTED))));
            }
        }
    }
}
