package io.aftercare.calendar;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of a day as people write them, 00:00 to 24:00; {@code LocalTime} has no end of the day. */
public final class TimeOfDay {

    public static final int DAY = 24 * 60;

    private static final Pattern WRITTEN = Pattern.compile("([01]\\d|2[0-4]):([0-5]\\d)");

    private TimeOfDay() {}

    static OptionalInt minutes(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        int minutes = Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
        return minutes > DAY ? OptionalInt.empty() : OptionalInt.of(minutes);
    }

    /** For example {@code 09:30} or {@code 24:00}. */
    public static String text(int minutes) {
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }
}
