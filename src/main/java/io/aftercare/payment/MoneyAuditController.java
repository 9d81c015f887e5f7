package io.aftercare.payment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The money's audit of one ticket over HTTP. */
@RestController
class MoneyAuditController {

    private final MoneyAudit audit;

    MoneyAuditController(MoneyAudit audit) {
        this.audit = audit;
    }

    @GetMapping("/api/tickets/{number}/money-audit")
    @PreAuthorize(MoneyAudit.READERS)
    List<EntryView> ofTicket(@PathVariable String number) {
        return audit.of(number).stream().map(EntryView::of).toList();
    }

    record EntryView(
            String at,
            String event,
            String actor,
            @Nullable String onBehalfOf,
            @Nullable String gate,
            @Nullable Long line,
            @Nullable String kind,
            @Nullable String nature,
            @Nullable String amount,
            @Nullable String contentHash,
            @Nullable Integer ruleVersion,
            @Nullable String approvals,
            @Nullable String note) {

        static EntryView of(MoneyAudit.Entry entry) {
            return new EntryView(
                    entry.at().toString(),
                    entry.event(),
                    entry.actor(),
                    entry.onBehalfOf(),
                    entry.gate(),
                    entry.lineId(),
                    entry.kind(),
                    entry.nature(),
                    entry.amount() == null ? null : entry.amount().setScale(2).toPlainString(),
                    entry.contentHash(),
                    entry.ruleVersion(),
                    entry.approvals(),
                    entry.note());
        }
    }
}
