package io.aftercare.payment;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the customer pays for a solution, and how far that is: quoted, agreed, paid, invoiced (E-08). */
public record Price(
        long solutionId,
        BigDecimal amount,
        @Nullable Instant agreedAt,
        @Nullable String reference,
        @Nullable String recordedBy,
        @Nullable Instant paidAt,
        @Nullable Invoice invoice) {

    public boolean isPaid() {
        return paidAt != null;
    }

    /** Money is owed as soon as he agreed. */
    public boolean isDue() {
        return agreedAt != null && paidAt == null;
    }

    /** An invoice may be asked for once he agreed, and corrected until it is issued. */
    public boolean isInvoiceOpen() {
        return agreedAt != null && (invoice == null || invoice.state() == Invoice.State.REQUESTED);
    }

    public record Invoice(
            String title,
            @Nullable String taxNumber,
            String email,
            State state,
            String requestedBy,
            Instant requestedAt,
            @Nullable String invoiceNumber,
            @Nullable Instant issuedAt) {

        public enum State {
            REQUESTED,
            ISSUED
        }
    }

    /** What an invoice is made out to, as it is submitted. */
    public record InvoiceRequest(
            @Nullable String title,
            @Nullable String taxNumber,
            @Nullable String email) {}
}
