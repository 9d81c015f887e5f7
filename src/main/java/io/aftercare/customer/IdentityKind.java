package io.aftercare.customer;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** By what a customer is recognised (3-08); each value is written in one way, so that it is found again. */
public enum IdentityKind {
    /** His account at a channel, which the channel has checked. */
    CHANNEL,
    MAIL,
    PHONE;

    private static final int LONGEST = 254;

    /** The value as it is kept; null when there is nothing in it that could recognise anybody. */
    public @Nullable String normalised(@Nullable String given) {
        if (given == null) {
            return null;
        }
        // line ends stay: whoever writes them wants something else than to be recognised
        String value = Normalizer.normalize(given, Normalizer.Form.NFKC).replaceAll("^ +| +$", "");
        String kept =
                switch (this) {
                    case CHANNEL -> given.strip();
                    case MAIL -> value.toLowerCase(Locale.ROOT);
                    case PHONE -> phone(value);
                };
        return kept.isEmpty() || kept.length() > LONGEST ? null : kept;
    }

    /** A mainland number has no country code, every other keeps it behind one plus. */
    private static String phone(String value) {
        String digits = value.replaceAll("[^0-9+]", "").replaceAll("(?<=.)[+]", "");
        if (digits.startsWith("00")) {
            digits = "+" + digits.substring(2);
        }
        if (digits.startsWith("+86")) {
            return digits.substring(3);
        }
        if (digits.matches("861[0-9]{10}")) {
            return digits.substring(2);
        }
        return digits.length() < 3 ? "" : digits;
    }

    /** What a reader sees who has not asked for the whole of it (E-04). */
    public String masked(String value) {
        return switch (this) {
            case PHONE ->
                value.length() < 7 ? "****" : value.substring(0, 3) + "****" + value.substring(value.length() - 4);
            case MAIL -> {
                int at = value.lastIndexOf('@');
                yield at < 1 ? "***" : value.substring(0, value.offsetByCodePoints(0, 1)) + "***" + value.substring(at);
            }
            case CHANNEL ->
                value.length() < 8 ? "****" : value.substring(0, 2) + "****" + value.substring(value.length() - 2);
        };
    }
}
