package io.aftercare.problem;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Says why or which part of a body could not be read, without repeating the body. */
final class ReadingProblem {

    private ReadingProblem() {}

    static ProblemException of(HttpMessageNotReadableException exception) {
        ProblemException refused = Causes.problemIn(exception);
        if (refused != null) {
            // too long or too slow, said while it was read (R11)
            return refused;
        }
        Throwable cause = exception.getCause();
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return new ProblemException(ProblemType.UNKNOWN_FIELD, "problem.unknown-field", path(unknown));
        }
        if (cause instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", path(mapping));
        }
        return new ProblemException(ProblemType.UNREADABLE, "problem.unreadable");
    }

    private static String path(JsonMappingException exception) {
        String path = exception.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.length() > 100 ? path.substring(0, 100) : path;
    }
}
