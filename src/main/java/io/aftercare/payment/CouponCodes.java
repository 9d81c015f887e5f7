package io.aftercare.payment;

import java.security.SecureRandom;

/** Codes that nobody guesses: 100 random bits in an alphabet whose letters cannot be mistaken for each other. */
final class CouponCodes {

    static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int GROUPS = 4;
    private static final int GROUP = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private CouponCodes() {}

    /** For example {@code 7KQ2M-0XW9T-…}: four groups of five. */
    static String next() {
        StringBuilder code = new StringBuilder(GROUPS * (GROUP + 1));
        for (int i = 0; i < GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                code.append('-');
            }
            code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }
}
