package io.aftercare.process;

import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemException.FieldProblem;
import io.aftercare.problem.ProblemType;
import io.aftercare.solution.CompensationLine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a person submitted for a human task, read with their types. Null means absent, blank text is
 * missing, a field that the form does not have is refused. Every value is untrusted: the engine checks nothing.
 */
final class Submitted {

    private static final int LONGEST_TEXT = 20_000;

    private final Map<String, Object> values = new LinkedHashMap<>();

    Submitted(Map<String, ? extends @Nullable Object> submitted) {
        submitted.forEach((field, value) -> {
            if (value != null && !(value instanceof String text && Checks.isBlank(text))) {
                values.put(field, value);
            }
        });
        names = Set.copyOf(submitted.keySet());
    }

    private final Set<String> names;

    /** Refuses fields that do not belong to the form. */
    Submitted only(String... known) {
        List<FieldProblem> foreign = names.stream()
                .filter(name -> !Arrays.asList(known).contains(name))
                .sorted()
                .map(name -> new FieldProblem(shortened(name), "field.unknown"))
                .toList();
        refuse(foreign);
        return this;
    }

    /** Refuses when one of these is missing, naming all that are. */
    Submitted required(String... fields) {
        refuse(Arrays.stream(fields)
                .filter(field -> !values.containsKey(field))
                .map(field -> new FieldProblem(field, "field.required"))
                .toList());
        return this;
    }

    boolean has(String field) {
        return values.containsKey(field);
    }

    @Nullable
    String text(String field) {
        Object value = values.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof Number number) {
            return number.toString();
        }
        if (!(value instanceof String text)) {
            throw problem(field, "field.text");
        }
        if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
            throw problem(field, "field.too-long", LONGEST_TEXT);
        }
        return text.strip();
    }

    String requiredText(String field) {
        return present(field, text(field));
    }

    @Nullable
    Boolean flag(String field) {
        Object value = values.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if ("true".equals(value)) {
            return true;
        }
        if ("false".equals(value)) {
            return false;
        }
        throw problem(field, "field.boolean");
    }

    boolean requiredFlag(String field) {
        return present(field, flag(field));
    }

    /** A box that has to be ticked. */
    void confirmed(String field) {
        if (!requiredFlag(field)) {
            throw problem(field, "field.true");
        }
    }

    <E extends Enum<E>> @Nullable E choice(String field, Class<E> type) {
        Object value = values.get(field);
        if (value == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        throw problem(
                field,
                "field.choice",
                String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants()).map(Enum::name).toList()));
    }

    <E extends Enum<E>> E requiredChoice(String field, Class<E> type) {
        return present(field, choice(field, type));
    }

    @Nullable
    Instant instant(String field) {
        Object value = values.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            try {
                Instant instant = OffsetDateTime.parse(text).toInstant();
                int year = instant.atOffset(java.time.ZoneOffset.UTC).getYear();
                if (year >= 1970 && year < 2200) {
                    return instant;
                }
            } catch (DateTimeException unreadable) {
                throw problem(field, "field.instant");
            }
        }
        throw problem(field, "field.instant");
    }

    Instant requiredInstant(String field) {
        return present(field, instant(field));
    }

    @Nullable
    Integer whole(String field, int least, int most) {
        Object value = values.get(field);
        if (value == null) {
            return null;
        }
        String text = value instanceof Integer
                        || value instanceof Long
                        || value instanceof BigInteger
                        || value instanceof String
                ? value.toString().strip()
                : "";
        if (text.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw problem(field, "field.range", least, most);
    }

    int requiredWhole(String field, int least, int most) {
        return present(field, whole(field, least, most));
    }

    /** A decimal string; JSON numbers are refused where they are not whole, because a double is no money. */
    @Nullable
    BigDecimal money(String field) {
        return money(field, values.get(field));
    }

    List<CompensationLine.Draft> lines(String field) {
        Object value = values.get(field);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw problem(field, "field.list");
        }
        List<CompensationLine.Draft> drafts = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> map)) {
                throw problem(field, "field.list");
            }
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            map.forEach((key, part) -> line.put(String.valueOf(key), part));
            if (line.values().stream()
                    .allMatch(part -> part == null || part.toString().isBlank())) {
                continue;
            }
            Submitted fields =
                    new Submitted(line).only("kind", "nature", "amount", "note").required("kind", "nature", "amount");
            drafts.add(new CompensationLine.Draft(
                    fields.requiredChoice("kind", CompensationLine.Kind.class),
                    fields.requiredChoice("nature", CompensationLine.Nature.class),
                    fields.present("amount", fields.money("amount")),
                    fields.text("note")));
        }
        return drafts;
    }

    /** Ids of ticked points, as boxes of a form or callers of the API send them. */
    static List<String> ticks(String field, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list) || list.size() > 200) {
            throw problem(field, "field.list");
        }
        List<String> ids = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof String || item instanceof Integer || item instanceof Long)
                    || item.toString().length() > 20) {
                throw problem(field, "field.list");
            }
            ids.add(item.toString());
        }
        return ids;
    }

    private @Nullable BigDecimal money(String field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof String || value instanceof Integer || value instanceof Long) {
            String text = value.toString();
            if (text.matches("[0-9]{1,9}(\\.[0-9]{1,2})?")) {
                return new BigDecimal(text).setScale(2);
            }
        }
        throw problem(field, "field.money");
    }

    private <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw problem(field, "field.required");
        }
        return value;
    }

    private static void refuse(List<FieldProblem> problems) {
        if (!problems.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, problems, "problem.fields");
        }
    }

    private static ProblemException problem(String field, String key, Object... arguments) {
        return new ProblemException(
                ProblemType.INVALID_FIELDS,
                List.of(new FieldProblem(field, key, List.of(arguments))),
                "problem.fields");
    }

    private static String shortened(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "");
        return plain.length() > 60 ? plain.substring(0, 60) : plain;
    }
}
