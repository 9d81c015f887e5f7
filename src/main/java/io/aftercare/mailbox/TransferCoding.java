package io.aftercare.mailbox;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Undoes what a mail's parts were wrapped in; what is broken is passed over, never an error. */
final class TransferCoding {

    private static final int[] SIX_BITS = new int[256];

    static {
        Arrays.fill(SIX_BITS, -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int at = 0; at < alphabet.length(); at++) {
            SIX_BITS[alphabet.charAt(at)] = at;
        }
    }

    private TransferCoding() {}

    static byte[] decode(@Nullable String coding, byte[] mail, int from, int to) {
        return switch (coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(mail, from, to);
            case "quoted-printable" -> quotedPrintable(mail, from, to);
            default -> Arrays.copyOfRange(mail, from, to);
        };
    }

    static byte[] base64(byte[] mail, int from, int to) {
        byte[] bytes = new byte[(to - from) / 4 * 3 + 3];
        int length = 0;
        int bits = 0;
        int held = 0;
        for (int at = from; at < to; at++) {
            int six = SIX_BITS[mail[at] & 0xFF];
            if (mail[at] == '=') {
                held = 0;
                bits = 0;
                continue;
            }
            if (six < 0) {
                continue;
            }
            held = held << 6 | six;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                bytes[length++] = (byte) (held >> bits);
                held &= (1 << bits) - 1;
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    static byte[] quotedPrintable(byte[] mail, int from, int to) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(to - from);
        int at = from;
        while (at < to) {
            if (mail[at] != '=') {
                bytes.write(mail[at++]);
                continue;
            }
            int lineEnd = at + 1;
            while (lineEnd < to && (mail[lineEnd] == ' ' || mail[lineEnd] == '\t' || mail[lineEnd] == '\r')) {
                lineEnd++;
            }
            if (lineEnd < to && mail[lineEnd] == '\n') {
                at = lineEnd + 1;
            } else if (at + 2 < to && hex(mail[at + 1]) >= 0 && hex(mail[at + 2]) >= 0) {
                bytes.write(hex(mail[at + 1]) * 16 + hex(mail[at + 2]));
                at += 3;
            } else {
                bytes.write(mail[at++]);
            }
        }
        return bytes.toByteArray();
    }

    private static int hex(byte digit) {
        return Character.digit((char) (digit & 0xFF), 16);
    }
}
