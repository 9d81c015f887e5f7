package io.aftercare.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who asks for help. The phone is shown masked (E-04): use {@link #maskedPhone()}. */
public record Customer(
        String ref,
        String name,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String channelId,
        String tier,
        Instant createdAt,
        @Nullable Instant anonymisedAt) {

    /** For example {@code 138****1234}; null without a phone. */
    public @Nullable String maskedPhone() {
        if (phone == null) {
            return null;
        }
        int length = phone.length();
        if (length < 7) {
            return "****";
        }
        return phone.substring(0, 3) + "****" + phone.substring(length - 4);
    }
}
