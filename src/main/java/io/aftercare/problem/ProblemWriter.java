package io.aftercare.problem;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/** Tells a problem from a servlet filter, where no controller advice helps: the same words and shape as the API's. */
@Component
public class ProblemWriter {

    private final Problems problems;
    private final ObjectMapper json;
    private final LocaleResolver locales;

    ProblemWriter(Problems problems, ObjectMapper json, LocaleResolver locales) {
        this.problems = problems;
        this.json = json;
        this.locales = locales;
    }

    /** The sentence for the reader of this request. */
    public String sentence(ProblemException problem, HttpServletRequest request) {
        return problems.sentence(problem, locales.resolveLocale(request));
    }

    /** Answers with {@code application/problem+json}; {@code message} repeats the detail where Tasklist looks for it. */
    public void write(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        write(problem, problem.type().status().value(), request, response);
    }

    public void write(ProblemException problem, int status, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Locale locale = locales.resolveLocale(request);
        String sentence = problems.sentence(problem, locale);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:aftercare:problem:" + problem.type().slug());
        body.put("title", problem.type().status().getReasonPhrase());
        body.put("status", status);
        body.put("detail", sentence);
        body.put("message", sentence);
        String id = RequestId.current();
        if (id != null) {
            body.put(RequestId.NAME, id);
        }
        if (!problem.fields().isEmpty()) {
            Map<String, String> fields = new LinkedHashMap<>();
            problem.fields().forEach(field -> fields.putIfAbsent(field.field(), problems.field(field, locale)));
            body.put("fields", fields);
        }
        if (problem.type() == ProblemType.UNAVAILABLE || problem.type() == ProblemType.TOO_MANY_REQUESTS) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "10");
        }
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        json.writeValue(response.getOutputStream(), body);
    }
}
