package io.aftercare.payment;

import io.aftercare.problem.Checks;
import io.aftercare.ticket.Category;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Compensations and their reversals over HTTP. */
@RestController
@RequestMapping("/api/compensations")
class CompensationController {

    private final CompensationList list;
    private final Reversals reversals;

    CompensationController(CompensationList list, Reversals reversals) {
        this.list = list;
        this.reversals = reversals;
    }

    @GetMapping
    @PreAuthorize(CompensationList.READERS)
    ListView compensations(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String month,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "25") int size) {
        CompensationList.Filter filter = CompensationList.filter(status, person, category, month);
        CompensationList.Found found = list.find(filter, page, size);
        return new ListView(
                found.items().stream().map(ItemView::of).toList(),
                found.total(),
                page,
                size,
                found.sums().stream().map(SumView::of).toList(),
                SumView.of(found.together()));
    }

    /** Asks for money back; a compensation manager who had no part in it decides. */
    @PostMapping("/{lineId}/reversals")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAnyRole('finance-staff', 'compensation-managers')")
    ReversalView request(@PathVariable long lineId, @RequestBody ReversalRequest request) {
        return ReversalView.of(
                reversals.request(lineId, Amounts.positive("amount", request.amount()), request.reason()));
    }

    @GetMapping("/reversals")
    @PreAuthorize(CompensationList.READERS)
    List<ReversalView> pending() {
        return reversals.pending().stream().map(ReversalView::of).toList();
    }

    @PostMapping("/reversals/{id}/approve")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasRole('compensation-managers')")
    void approve(@PathVariable long id) {
        reversals.approve(id);
    }

    @PostMapping("/reversals/{id}/reject")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasRole('compensation-managers')")
    void reject(@PathVariable long id, @RequestBody Rejection rejection) {
        new Checks().required("comment", rejection.comment()).refuseIfAny();
        reversals.reject(id, rejection.comment());
    }

    record ReversalRequest(
            @Nullable String amount, @Nullable String reason) {}

    record Rejection(@Nullable String comment) {}

    record ListView(List<ItemView> items, long total, int page, int size, List<SumView> sums, SumView together) {}

    record ItemView(
            long id,
            String ticket,
            @Nullable String orderNo,
            String customerRef,
            @Nullable Category category,
            String kind,
            String nature,
            String status,
            String amount,
            String reversed,
            String proposedBy,
            String proposedAt,
            @Nullable String handedOutBy,
            @Nullable String handedOutAt,
            @Nullable String reference) {

        static ItemView of(CompensationList.Item item) {
            return new ItemView(
                    item.id(),
                    item.ticketNumber(),
                    item.orderNo(),
                    item.customerRef(),
                    item.category(),
                    item.kind().name(),
                    item.nature().name(),
                    item.status().name(),
                    plain(item.amount()),
                    plain(item.reversedAmount()),
                    item.createdBy(),
                    item.createdAt().toString(),
                    item.paidBy(),
                    item.paidAt() == null ? null : item.paidAt().toString(),
                    item.paymentReference());
        }
    }

    record SumView(@Nullable String kind, long count, String amount, String reversed, String remaining) {

        static SumView of(CompensationList.Sum sum) {
            return new SumView(
                    sum.kind() == null ? null : sum.kind().name(),
                    sum.count(),
                    plain(sum.amount()),
                    plain(sum.reversed()),
                    plain(sum.amount().subtract(sum.reversed())));
        }
    }

    record ReversalView(
            long id,
            long line,
            String ticket,
            String amount,
            String reason,
            String state,
            String requestedBy,
            String requestedAt,
            @Nullable String decidedBy,
            @Nullable String decidedAt,
            @Nullable String comment) {

        static ReversalView of(Reversal reversal) {
            return new ReversalView(
                    reversal.id(),
                    reversal.lineId(),
                    reversal.ticketNumber(),
                    plain(reversal.amount()),
                    reversal.reason(),
                    reversal.state().name(),
                    reversal.requestedBy(),
                    reversal.requestedAt().toString(),
                    reversal.decidedBy(),
                    reversal.decidedAt() == null ? null : reversal.decidedAt().toString(),
                    reversal.commentText());
        }
    }

    private static String plain(java.math.BigDecimal amount) {
        return amount.setScale(2).toPlainString();
    }
}
