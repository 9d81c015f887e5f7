package io.aftercare.desk;

import io.aftercare.payment.Amounts;
import io.aftercare.payment.CompensationList;
import io.aftercare.payment.MoneyAudit;
import io.aftercare.payment.Reversals;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** All compensations on a page, as a spreadsheet and in their audit, and the reversals that wait (Money 5, 6). */
@Controller
@RequestMapping("/compensations")
class CompensationsController {

    private static final Set<String> DONE = Set.of("requested", "approved", "rejected");
    private static final int AUDIT_ROWS = 200;

    private final CompensationList list;
    private final Reversals reversals;
    private final MoneyAudit audit;
    private final Wording wording;
    private final Clock clock;

    CompensationsController(
            CompensationList list, Reversals reversals, MoneyAudit audit, Wording wording, Clock clock) {
        this.list = list;
        this.reversals = reversals;
        this.audit = audit;
        this.wording = wording;
        this.clock = clock;
    }

    @GetMapping
    @PreAuthorize(CompensationList.READERS)
    String page(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String month,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(required = false) @Nullable String done,
            Model model,
            Locale locale) {
        CompensationList.Filter filter = CompensationList.filter(status, person, category, month);
        model.addAttribute(
                "page",
                CompensationsPage.of(
                        filter,
                        list.find(filter, page, CompensationsPage.SIZE),
                        page,
                        list.persons(),
                        reversals,
                        wording.in(locale)));
        if (done != null && DONE.contains(done)) {
            model.addAttribute("done", "desk.money.done." + done);
        }
        return "desk/compensations";
    }

    /** What the page shows under this filter, all pages of it. */
    @GetMapping("/export.{format:xlsx|csv}")
    @PreAuthorize(CompensationList.READERS)
    void export(
            @PathVariable String format,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String month,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        CompensationList.Filter filter = CompensationList.filter(status, person, category, month);
        Words words = wording.in(locale);
        try (SheetWriter sheet = open(format, words.text("desk.money.file"), response)) {
            sheet.row(CompensationRow.COLUMNS.stream().map(words::text).toList());
            long total = CompensationList.together(list.sums(filter)).count();
            int written = 0;
            Long before = null;
            while (written < CompensationList.MOST_EXPORTED) {
                List<CompensationList.Item> next = list.next(filter, before);
                for (CompensationList.Item item : next) {
                    if (written++ < CompensationList.MOST_EXPORTED) {
                        sheet.row(CompensationRow.of(item, words).cells());
                    }
                }
                if (next.isEmpty()) {
                    break;
                }
                before = next.get(next.size() - 1).id();
            }
            if (total > CompensationList.MOST_EXPORTED) {
                sheet.row(List.of(words.text(
                        "desk.money.cut", Integer.toString(CompensationList.MOST_EXPORTED), Long.toString(total))));
            }
        }
    }

    @PostMapping("/{lineId}/reversals")
    @PreAuthorize("hasAnyRole('finance-staff', 'compensation-managers')")
    String request(
            @PathVariable long lineId,
            @RequestParam(required = false) @Nullable String amount,
            @RequestParam(required = false) @Nullable String reason,
            Locale locale,
            RedirectAttributes back) {
        return attempt(
                "requested", locale, back, () -> reversals.request(lineId, Amounts.positive("amount", amount), reason));
    }

    @PostMapping("/reversals/{id}/approve")
    @PreAuthorize("hasRole('compensation-managers')")
    String approve(@PathVariable long id, Locale locale, RedirectAttributes back) {
        return attempt("approved", locale, back, () -> reversals.approve(id));
    }

    @PostMapping("/reversals/{id}/reject")
    @PreAuthorize("hasRole('compensation-managers')")
    String reject(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String comment,
            Locale locale,
            RedirectAttributes back) {
        return attempt("rejected", locale, back, () -> reversals.reject(id, comment));
    }

    /** The audit over all tickets; both days belong to the range, the last 30 days unless told otherwise. */
    @GetMapping("/audit")
    @PreAuthorize(MoneyAudit.READERS)
    String audit(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            Model model,
            Locale locale) {
        Range range = range(from, to);
        Words words = wording.in(locale);
        List<MoneyAudit.Entry> found = audit.between(range.from(), range.until(), AUDIT_ROWS + 1);
        model.addAttribute(
                "rows",
                found.stream()
                        .limit(AUDIT_ROWS)
                        .map(entry -> AuditRow.of(entry, words))
                        .toList());
        model.addAttribute("more", found.size() > AUDIT_ROWS);
        model.addAttribute("most", AUDIT_ROWS);
        model.addAttribute("from", range.first().toString());
        model.addAttribute("to", range.last().toString());
        return "desk/money-audit";
    }

    @GetMapping("/audit.csv")
    @PreAuthorize(MoneyAudit.READERS)
    void auditExport(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        Range range = range(from, to);
        Words words = wording.in(locale);
        List<MoneyAudit.Entry> found = audit.between(range.from(), range.until(), MoneyAudit.MOST);
        try (SheetWriter sheet = open("csv", words.text("desk.audit.file"), response)) {
            sheet.row(AuditRow.COLUMNS.stream().map(words::text).toList());
            for (MoneyAudit.Entry entry : found) {
                sheet.row(AuditRow.of(entry, words).cells());
            }
            if (found.size() == MoneyAudit.MOST) {
                sheet.row(List.of(words.text("desk.audit.cut", Integer.toString(MoneyAudit.MOST))));
            }
        }
    }

    private SheetWriter open(String format, String name, HttpServletResponse response) throws IOException {
        return SheetWriter.answering(response, format, name, LocalDate.ofInstant(clock.instant(), wording.zone()));
    }

    private String attempt(String done, Locale locale, RedirectAttributes back, Runnable action) {
        ProblemException refusal = Causes.refusalOf(action);
        if (refusal == null) {
            return "redirect:/compensations?done=" + done;
        }
        if (refusal.type() == ProblemType.NOT_FOUND) {
            throw refusal;
        }
        back.addFlashAttribute("error", wording.in(locale).refusal(refusal, "desk.field."));
        return "redirect:/compensations";
    }

    private Range range(@Nullable String from, @Nullable String to) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), wording.zone());
        LocalDate last = day("to", to, today);
        LocalDate first = day("from", from, last.minusDays(30));
        return new Range(
                first,
                last,
                first.atStartOfDay(wording.zone()).toInstant(),
                last.plusDays(1).atStartOfDay(wording.zone()).toInstant());
    }

    private static LocalDate day(String field, @Nullable String text, LocalDate otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            LocalDate day = LocalDate.parse(text.strip());
            if (day.getYear() >= 1970 && day.getYear() < 2200) {
                return day;
            }
        } catch (DateTimeException unreadable) {
            throw new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", field);
        }
        throw new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", field);
    }

    private record Range(LocalDate first, LocalDate last, Instant from, Instant until) {}

    /** One entry in a reader's words. */
    record AuditRow(
            String ticket,
            String at,
            String event,
            String who,
            String behalf,
            String gate,
            String line,
            String what,
            @Nullable BigDecimal value,
            String amount,
            String hash,
            String version,
            String approvals,
            String note) {

        static final List<String> COLUMNS = List.of(
                "desk.money.ticket",
                "desk.audit.at",
                "desk.audit.event",
                "desk.audit.who",
                "desk.audit.behalf",
                "desk.audit.gate",
                "desk.audit.line",
                "desk.money.kind",
                "desk.money.amount",
                "desk.audit.hash",
                "desk.audit.version",
                "desk.audit.approvals",
                "desk.audit.note");

        static AuditRow of(MoneyAudit.Entry entry, Words words) {
            BigDecimal amount = entry.amount();
            String kind = entry.kind() == null ? "" : words.of("Kind", entry.kind());
            String nature = entry.nature() == null ? "" : words.of("Nature", entry.nature());
            return new AuditRow(
                    entry.ticketNumber(),
                    words.moment(entry.at()),
                    words.of("MoneyEvent", entry.event()),
                    words.person(entry.actor()),
                    entry.onBehalfOf() == null ? "" : words.person(entry.onBehalfOf()),
                    entry.gate() == null ? "" : words.of("Gate", entry.gate()),
                    entry.lineId() == null ? "" : entry.lineId().toString(),
                    nature.isEmpty() ? kind : kind + " · " + nature,
                    amount,
                    amount == null ? "" : words.money(amount),
                    entry.contentHash() == null ? "" : entry.contentHash(),
                    entry.ruleVersion() == null ? "" : entry.ruleVersion().toString(),
                    entry.approvals() == null ? "" : entry.approvals(),
                    entry.note() == null ? "" : entry.note());
        }

        public String shortHash() {
            return hash.length() > 12 ? hash.substring(0, 12) : hash;
        }

        List<Object> cells() {
            return List.of(
                    ticket,
                    at,
                    event,
                    who,
                    behalf,
                    gate,
                    line,
                    what,
                    value == null ? "" : value,
                    hash,
                    version,
                    approvals,
                    note);
        }
    }
}
