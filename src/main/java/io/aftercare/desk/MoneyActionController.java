package io.aftercare.desk;

import io.aftercare.payment.Amounts;
import io.aftercare.payment.Price;
import io.aftercare.payment.Prices;
import io.aftercare.security.Staff;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The forms of the ticket page about his payment and his invoice; a refusal is a page of its own. */
@Controller
@RequestMapping("/tickets/{number}/money")
class MoneyActionController {

    private final Prices prices;

    MoneyActionController(Prices prices) {
        this.prices = prices;
    }

    @PostMapping("/price-paid")
    @PreAuthorize("hasRole('finance-staff')")
    String paid(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String amount,
            @RequestParam(required = false) @Nullable String reference) {
        prices.paid(number, Amounts.positive("amount", amount), reference);
        return back(number, "paid");
    }

    @PostMapping("/invoice")
    @Staff
    String requestInvoice(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String title,
            @RequestParam(required = false) @Nullable String taxNumber,
            @RequestParam(required = false) @Nullable String email) {
        prices.requestInvoice(number, new Price.InvoiceRequest(title, taxNumber, email));
        return back(number, "invoice");
    }

    @PostMapping("/invoice-issued")
    @PreAuthorize("hasRole('finance-staff')")
    String issued(@PathVariable String number, @RequestParam(required = false) @Nullable String invoiceNumber) {
        prices.issueInvoice(number, invoiceNumber);
        return back(number, "issued");
    }

    private static String back(String number, String done) {
        return "redirect:/tickets/" + number + "?done=" + done;
    }
}
