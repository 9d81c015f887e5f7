package io.aftercare.portal;

import io.aftercare.payment.Payments;
import io.aftercare.payment.Payout;
import io.aftercare.payment.Price;
import io.aftercare.payment.Prices;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What his page tells a customer of money: the codes of his coupons, what he pays, his invoice (Money 5, E-08). */
@Component
class CustomerMoney {

    private final Payments payments;
    private final Prices prices;

    CustomerMoney(Payments payments, Prices prices) {
        this.payments = payments;
        this.prices = prices;
    }

    Part of(String number) {
        List<Payout> booked = payments.of(number);
        List<Coupon> coupons = new ArrayList<>();
        for (Payout payout : booked) {
            String code = payout.couponCode();
            if (code != null) {
                BigDecimal left = booked.stream()
                        .filter(other -> other.lineId() == payout.lineId())
                        .map(Payout::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                boolean takenBack = payout.amount().signum() > 0 && left.signum() <= 0;
                coupons.add(new Coupon(takenBack ? null : code, left.signum() > 0 ? left : null, takenBack));
            }
        }
        return new Part(coupons, prices.of(number).orElse(null));
    }

    /** @param price null when he pays nothing */
    record Part(List<Coupon> coupons, @Nullable Price price) {

        public boolean isAny() {
            return !coupons.isEmpty() || price != null && price.agreedAt() != null;
        }
    }

    record Coupon(@Nullable String code, @Nullable BigDecimal worth, boolean takenBack) {}
}
