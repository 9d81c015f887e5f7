package io.aftercare.mailbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that somebody called a text: the declared charset is believed as far as the bytes bear it out. Chinese mail
 * names GB2312 and means GB18030, or names something else altogether.
 */
final class ForeignText {

    private static final Charset GB = Charset.forName("GB18030");
    private static final Charset BIG5 = Charset.forName("Big5-HKSCS");
    private static final Charset WESTERN = Charset.forName("windows-1252");

    /** Characters that nearly every Chinese text has, simplified and traditional. */
    private static final String FREQUENT =
            "的一是不了在人有我他这這为為之大来來以个個中上们們到说說国國和地也子时時道出而要于於就下得可" + "你年生请請问問没沒好机機后後对對会會能谢謝您单單货貨电電";

    private ForeignText() {}

    static String decode(byte[] bytes, @Nullable String declared) {
        Charset named = named(declared);
        if (named != null && !sharesAscii(named)) {
            return new String(bytes, named);
        }
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        boolean chinese = GB.equals(named) || BIG5.equals(named);
        @Nullable String utf8 = strict(bytes, StandardCharsets.UTF_8);
        if (utf8 != null && (!chinese || utf8.codePoints().anyMatch(point -> point >= 0x800))) {
            return utf8;
        }
        boolean anything = named == null
                || named.equals(StandardCharsets.ISO_8859_1)
                || named.equals(WESTERN)
                || named.equals(StandardCharsets.US_ASCII)
                || named.equals(StandardCharsets.UTF_8);
        if (named != null && !anything) {
            @Nullable String text = strict(bytes, named);
            if (text != null && (!chinese || score(text) >= score(strict(bytes, GB.equals(named) ? BIG5 : GB)))) {
                return text;
            }
        }
        @Nullable String best = null;
        for (Charset candidate : List.of(GB, BIG5)) {
            @Nullable String text = strict(bytes, candidate);
            if (text != null && score(text) > score(best)) {
                best = text;
            }
        }
        if (best != null && (!anything || score(best) > 0)) {
            return best;
        }
        if (named == null || named.equals(StandardCharsets.UTF_8) || named.equals(StandardCharsets.US_ASCII)) {
            @Nullable String western = strict(bytes, WESTERN);
            return western != null && named == null ? western : new String(bytes, StandardCharsets.UTF_8);
        }
        return new String(bytes, named);
    }

    /** The charset that this name means in mail; null for none or an unknown one. */
    static @Nullable Charset named(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        String plain = name.strip().replaceAll("[\"']", "").toLowerCase(Locale.ROOT);
        switch (plain) {
            case "gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "ms936", "euc-cn", "gb18030", "chinesesimp" -> {
                return GB;
            }
            case "big5", "big-5", "cp950", "x-x-big5", "big5-hkscs", "chinesetrad" -> {
                return BIG5;
            }
            case "utf8", "utf-8", "unicode-1-1-utf-8" -> {
                return StandardCharsets.UTF_8;
            }
            default -> {
                try {
                    return Charset.forName(plain);
                } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
                    return null;
                }
            }
        }
    }

    private static boolean sharesAscii(Charset charset) {
        String name = charset.name();
        return !name.startsWith("UTF-16") && !name.startsWith("UTF-32") && !name.startsWith("ISO-2022");
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String strict(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notThis) {
            return null;
        }
    }

    /** How much this looks like Chinese that somebody wrote: per thousand characters above ASCII. */
    private static int score(@Nullable String text) {
        if (text == null) {
            return -1;
        }
        int foreign = 0;
        int points = 0;
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            if (each < 0x80) {
                continue;
            }
            foreign++;
            if (FREQUENT.indexOf(each) >= 0) {
                points += 5;
            } else if (each >= 0x4E00 && each <= 0x9FA5 && isCommon(each)) {
                points += 2;
            } else if (each >= 0x3000 && each <= 0x3011 || each >= 0xFF01 && each <= 0xFF1F) {
                points += 2;
            } else if (each < 0x3000 || each >= 0xE000 && each <= 0xF8FF) {
                points -= 2;
            }
        }
        return foreign == 0 ? 0 : Math.max(0, points * 1000 / foreign);
    }

    /** Among the more usual characters of either standard. */
    private static boolean isCommon(char each) {
        byte[] gb = String.valueOf(each).getBytes(GB);
        if (gb.length == 2 && (gb[0] & 0xFF) >= 0xB0 && (gb[0] & 0xFF) <= 0xD7 && (gb[1] & 0xFF) >= 0xA1) {
            return true;
        }
        byte[] big5 = String.valueOf(each).getBytes(BIG5);
        return big5.length == 2 && (big5[0] & 0xFF) >= 0xA4 && (big5[0] & 0xFF) <= 0xC6;
    }
}
