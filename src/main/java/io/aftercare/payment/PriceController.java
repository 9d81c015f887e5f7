package io.aftercare.payment;

import io.aftercare.security.Staff;
import io.aftercare.ticket.TicketService;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the customer pays, and his invoice, over HTTP. */
@RestController
@RequestMapping("/api/tickets/{number}")
class PriceController {

    private final Prices prices;
    private final TicketService tickets;

    PriceController(Prices prices, TicketService tickets) {
        this.prices = prices;
        this.tickets = tickets;
    }

    /** 204 when he pays nothing. */
    @GetMapping("/price")
    @Staff
    ResponseEntity<PriceView> price(@PathVariable String number) {
        tickets.require(number);
        return prices.of(number).map(PriceView::of).map(ResponseEntity::ok).orElseGet(() -> ResponseEntity.noContent()
                .build());
    }

    @PostMapping("/price-paid")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasRole('finance-staff')")
    void paid(@PathVariable String number, @RequestBody Payment payment) {
        prices.paid(number, Amounts.positive("amount", payment.amount()), payment.reference());
    }

    @PostMapping("/invoice")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void requestInvoice(@PathVariable String number, @RequestBody Price.InvoiceRequest request) {
        prices.requestInvoice(number, request);
    }

    @PostMapping("/invoice/issued")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasRole('finance-staff')")
    void issued(@PathVariable String number, @RequestBody Issued issued) {
        prices.issueInvoice(number, issued.number());
    }

    record Payment(@Nullable String amount, @Nullable String reference) {}

    record Issued(@Nullable String number) {}

    record PriceView(
            String amount,
            @Nullable String agreedAt,
            @Nullable String paidAt,
            @Nullable String reference,
            @Nullable InvoiceView invoice) {

        static PriceView of(Price price) {
            return new PriceView(
                    price.amount().setScale(2).toPlainString(),
                    price.agreedAt() == null ? null : price.agreedAt().toString(),
                    price.paidAt() == null ? null : price.paidAt().toString(),
                    price.reference(),
                    price.invoice() == null ? null : InvoiceView.of(price.invoice()));
        }
    }

    record InvoiceView(
            String title,
            @Nullable String taxNumber,
            String email,
            String state,
            String requestedAt,
            @Nullable String number,
            @Nullable String issuedAt) {

        static InvoiceView of(Price.Invoice invoice) {
            return new InvoiceView(
                    invoice.title(),
                    invoice.taxNumber(),
                    invoice.email(),
                    invoice.state().name(),
                    invoice.requestedAt().toString(),
                    invoice.invoiceNumber(),
                    invoice.issuedAt() == null ? null : invoice.issuedAt().toString());
        }
    }
}
