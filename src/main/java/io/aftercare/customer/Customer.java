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
        return phone == null ? null : IdentityKind.PHONE.masked(phone);
    }

    /** For example {@code l***@example.com}; null without an address. */
    public @Nullable String maskedEmail() {
        return email == null ? null : IdentityKind.MAIL.masked(email);
    }
}
