package io.aftercare.problem;

import java.util.List;

/**
 * The caller is wrong, or came too late: {@code key} names a text in {@code messages*.properties} (so that pages, API
 * and Tasklist say it in the reader's language), {@code arguments} fill it. Nothing was changed.
 */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final String key;
    private final transient Object[] arguments;
    private final transient List<FieldProblem> fields;

    public ProblemException(ProblemType type, String key, Object... arguments) {
        this(type, List.of(), key, arguments);
    }

    public ProblemException(ProblemType type, List<FieldProblem> fields, String key, Object... arguments) {
        super(type + " " + key + (fields.isEmpty() ? "" : " " + fields));
        this.type = type;
        this.key = key;
        this.arguments = arguments.clone();
        this.fields = List.copyOf(fields);
    }

    public ProblemType type() {
        return type;
    }

    public String key() {
        return key;
    }

    public Object[] arguments() {
        return arguments.clone();
    }

    public List<FieldProblem> fields() {
        return fields;
    }

    /** What is wrong with one field; {@code key} again names a message, {@code arguments} fill it. */
    public record FieldProblem(String field, String key, List<Object> arguments) {
        public FieldProblem(String field, String key) {
            this(field, key, List.of());
        }
    }
}
