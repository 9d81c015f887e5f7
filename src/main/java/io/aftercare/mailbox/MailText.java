package io.aftercare.mailbox;

import org.jspecify.annotations.Nullable;

/** All words of a mail and its cleaned page; {@code cut} when the timeline shows less. */
public record MailText(String text, @Nullable String html, boolean cut) {}
