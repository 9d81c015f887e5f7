package io.aftercare.desk;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemException.FieldProblem;
import io.aftercare.security.StaffDirectory;
import io.aftercare.ticket.Timeline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Values in one reader's words: his language, the configured zone, names of people instead of user ids. */
public final class Words {

    private final MessageSource messages;
    private final StaffDirectory staff;
    private final Locale locale;
    private final DateTimeFormatter moments;
    private final DateTimeFormatter days;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> modelNames;

    Words(MessageSource messages, StaffDirectory staff, ZoneId zone, Locale locale, Map<String, String> modelNames) {
        this.modelNames = modelNames;
        this.messages = messages;
        this.staff = staff;
        this.locale = locale;
        this.moments = DateTimeFormatter.ofPattern(text("desk.moment"), locale).withZone(zone);
        this.days = DateTimeFormatter.ofPattern(text("desk.day"), locale).withZone(zone);
    }

    /** A message; its key where there is none. */
    public String text(String key, Object... arguments) {
        String text = messages.getMessage(key, arguments, key, locale);
        return text == null ? key : text;
    }

    /** A name from a model, deployed in the house's language, in the reader's; itself where an owner renamed it (E-09). */
    public String modelName(String name) {
        return modelNames.getOrDefault(name, name);
    }

    /** Why something was refused, with its fields as a form names them under {@code labels}, such as {@code desk.field.}. */
    public String refusal(ProblemException refusal, String labels) {
        StringBuilder told = new StringBuilder(text(refusal.key(), refusal.arguments()));
        for (FieldProblem field : refusal.fields()) {
            String label = text(labels + field.field());
            told.append(text("desk.between-sentences"))
                    .append(label.startsWith(labels) ? field.field() : label)
                    .append(text("desk.colon"))
                    .append(text(field.key(), field.arguments().toArray()))
                    .append(text("desk.full-stop"));
        }
        return told.toString();
    }

    /** A message whose gaps stay as they are, for scripts. */
    public String pattern(String key) {
        return text(key);
    }

    /** The word for an enum's value; empty for none. */
    public String of(@Nullable Enum<?> value) {
        return value == null ? "" : of(value.getDeclaringClass().getSimpleName(), value.name());
    }

    /** The word for a value that a table keeps as text; the value itself where we have no word for it. */
    public String of(String kind, @Nullable String value) {
        if (value == null) {
            return "";
        }
        String word = messages.getMessage(kind + "." + value, null, value, locale);
        return word == null ? value : word;
    }

    /** A date with its time in the configured zone; empty for none. */
    public String moment(@Nullable Instant instant) {
        return instant == null ? "" : moments.format(instant);
    }

    /** A date in the configured zone; empty for none. */
    public String day(@Nullable Instant instant) {
        return instant == null ? "" : days.format(instant);
    }

    /** For example {@code ¥2,999.00}. */
    public String money(BigDecimal amount) {
        return "¥" + String.format(Locale.ROOT, "%,.2f", amount);
    }

    /** For example {@code 3 h 20 min}; what is longer than two days is told in days and hours. */
    public String duration(Duration duration) {
        long minutes = Math.max(duration.toMinutes(), 0);
        long days = minutes < Duration.ofHours(48).toMinutes() ? 0 : minutes / 1440;
        long hours = (minutes - days * 1440) / 60;
        long rest = days > 0 ? 0 : minutes % 60;
        StringBuilder told = new StringBuilder();
        append(told, "desk.days", days);
        append(told, "desk.hours", hours);
        append(told, "desk.minutes", rest);
        return told.isEmpty() ? text("desk.minutes", "0") : told.toString();
    }

    /** An ISO duration in words; itself when it is none. */
    public String duration(String iso) {
        try {
            return duration(Duration.parse(iso));
        } catch (DateTimeParseException unreadable) {
            return iso;
        }
    }

    /** How much time is left, or by how much it is over. */
    public String countdown(Instant due, Instant now) {
        return due.isAfter(now)
                ? text("desk.left", duration(Duration.between(now, due)))
                : text("desk.over", duration(Duration.between(due, now)));
    }

    /** The name of a user, of the customer or of ourselves. */
    public String person(@Nullable String id) {
        if (id == null) {
            return "";
        }
        if (id.equals(Timeline.CUSTOMER) || id.equals(Timeline.SYSTEM)) {
            return of("Actor", id);
        }
        String known = names.get(id);
        if (known == null) {
            StaffDirectory.Person person = staff.find(id);
            known = person == null || person.name().isBlank() ? id : person.name();
            names.put(id, known);
        }
        return known;
    }

    /** The name of a group. */
    public String group(String id) {
        return of("Group", id);
    }

    /** The names of groups, in a row. */
    public String groups(List<String> ids) {
        return ids.stream().map(this::group).collect(Collectors.joining(text("desk.comma")));
    }

    /** With two decimals, as the API writes money. */
    static String decimal(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private void append(StringBuilder told, String key, long count) {
        if (count > 0) {
            if (!told.isEmpty()) {
                told.append(text("desk.between-units"));
            }
            told.append(text(key, Long.toString(count)));
        }
    }
}
