package io.aftercare.conversation;

import org.jspecify.annotations.Nullable;

/** Who sent something: a known customer's ref, or whatever the channel tells of him; at least one way to reach him. */
public record Sender(
        @Nullable String customerRef,
        @Nullable String name,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String channelId) {

    public static Sender known(String customerRef) {
        return new Sender(customerRef, null, null, null, null);
    }
}
