package io.aftercare.customer;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a customer bought; {@code paidAmount} in CNY is what shares of compensation are measured against (D8). */
public record CustomerOrder(
        String orderNo,
        String customerRef,
        String product,
        @Nullable String productSerial,
        BigDecimal paidAmount,
        Instant purchasedAt,
        @Nullable Instant deliveredAt) {}
