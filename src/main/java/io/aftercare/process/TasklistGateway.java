package io.aftercare.process;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.ProblemWriter;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.worklist.Worklist;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Stands between the webapps and the engine, behind login and CSRF guard, on the servlets themselves so that no spelling
 * of an address leads around it. Lets through what {@link TasklistCalls} names, refuses expressions in queries, takes
 * over what moves a ticket (claim, give back, submit a form, start) so that it goes the same road as the API, and adds
 * the facts to the variables of a form.
 */
class TasklistGateway extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(TasklistGateway.class);

    private static final int LARGEST_BODY = 1_000_000;
    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final Pattern TASK =
            Pattern.compile(ENGINE + "/task/([^/]+)/(claim|unclaim|submit-form|complete|form-variables|comment)");
    private static final Pattern START =
            Pattern.compile(ENGINE + "/process-definition/(?:key/)?(after-sales(?::[^/]+)?)/submit-form");
    private static final Pattern LOGOUT = Pattern.compile("/camunda/api/admin/auth/user/[^/]+/logout");
    private static final Pattern FILTER = Pattern.compile(ENGINE + "/filter/[^/]+");

    private final Worklist worklist;
    private final TaskFacts facts;
    private final StartFormIntake intake;
    private final CurrentUser currentUser;
    private final ProblemWriter problems;
    private final ObjectProvider<IdentityService> identity;
    private final ObjectProvider<RuntimeService> runtime;
    private final JsonFactory tokens = new JsonFactory();
    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    TasklistGateway(
            Worklist worklist,
            TaskFacts facts,
            StartFormIntake intake,
            CurrentUser currentUser,
            ProblemWriter problems,
            ObjectProvider<IdentityService> identity,
            ObjectProvider<RuntimeService> runtime) {
        this.worklist = worklist;
        this.facts = facts;
        this.intake = intake;
        this.currentUser = currentUser;
        this.problems = problems;
        this.identity = identity;
        this.runtime = runtime;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            pass(request, response, chain);
        } catch (ProblemException problem) {
            problems.write(problem, request, response);
        } catch (RuntimeException exception) {
            ProblemException problem = Causes.problemIn(exception);
            if (problem != null) {
                problems.write(problem, request, response);
                return;
            }
            if (Causes.isDatabaseAway(exception)) {
                throw exception;
            }
            LOG.error("Unexpected failure in a call of Tasklist", exception);
            problems.write(
                    new ProblemException(ProblemType.UNAVAILABLE, "problem.unexpected"),
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    request,
                    response);
        }
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        String method = request.getMethod();
        if (method.equals("POST") && LOGOUT.matcher(path).matches()) {
            signOut(request, response);
            return;
        }
        refuseExpressions(request);
        byte[] body = body(request);
        refuseExpressions(body, isFilterDefinition(method, path));

        Matcher task = TASK.matcher(path);
        if (task.matches() && isTakenOver(method, task.group(2))) {
            take(method, task.group(1), task.group(2), body, request, response, chain);
            return;
        }
        if (method.equals("POST") && START.matcher(path).matches()) {
            start(body, response);
            return;
        }
        if (!TasklistCalls.isAllowed(method, path, currentUser.id(), currentUser.isIn(Groups.ADMIN))) {
            LOG.info("Closed to {}: {} {}", currentUser.id(), method, printable(path));
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.call-closed");
        }
        chain.doFilter(new ReadAlready(request, body, bounded(method, path, request)), response);
    }

    /** Cockpit asks for all versions of a model without a limit, which the engine forbids. */
    private static @Nullable String bounded(String method, String path, HttpServletRequest request) {
        String query = request.getQueryString();
        return method.equals("GET")
                        && path.equals(ENGINE + "/process-definition")
                        && query != null
                        && !query.contains("maxResults")
                ? query + "&maxResults=2000"
                : query;
    }

    private static boolean isTakenOver(String method, String call) {
        return method.equals(call.equals("form-variables") || call.equals("comment") ? "GET" : "POST");
    }

    private void take(
            String method,
            String task,
            String call,
            byte[] body,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        switch (call) {
            case "form-variables" ->
                addFacts(task, new ReadAlready(request, body, request.getQueryString()), response, chain);
            // remarks about a ticket stand on its timeline, none in the engine
            case "comment" -> answer(response, "[]");
            case "claim" -> {
                JsonNode user = tree(body).path("userId");
                if (!currentUser.id().equals(user.asText(null))) {
                    throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.claim-for-oneself");
                }
                asForTheApi(() -> {
                    worklist.claim(task);
                    return true;
                });
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            case "unclaim" -> {
                asForTheApi(() -> {
                    worklist.unclaim(task);
                    return true;
                });
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> {
                Map<String, @Nullable Object> fields = fields(body);
                asForTheApi(() -> {
                    worklist.complete(task, fields);
                    return true;
                });
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
        }
    }

    private void start(byte[] body, HttpServletResponse response) throws IOException {
        if (!currentUser.isIn(Groups.SERVICE_AGENTS)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.not-allowed");
        }
        Map<String, @Nullable Object> fields = fields(body);
        String number = asForTheApi(() -> intake.receive(fields));
        ProcessInstance instance = asForTheApi(() -> runtime
                .getObject()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .list()
                .stream()
                .findFirst()
                .orElse(null));
        ObjectNode started = json.createObjectNode();
        started.put("id", instance == null ? null : instance.getId());
        started.put("definitionId", instance == null ? AfterSalesModel.AFTER_SALES : instance.getProcessDefinitionId());
        started.put("businessKey", number);
        started.put("ended", instance == null);
        started.put("suspended", false);
        started.putArray("links");
        answer(response, json.writeValueAsString(started));
    }

    /** The engine decides who may see the task; only then its facts are added. */
    private void addFacts(String task, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, held);
        if (held.getStatus() == HttpServletResponse.SC_OK
                && json.readTree(held.getContentAsByteArray()) instanceof ObjectNode variables) {
            asForTheApi(() -> facts.of(task)).forEach((name, value) -> {
                ObjectNode fact = variables.putObject(name);
                boolean list = value instanceof List;
                fact.put("type", list ? "Json" : value instanceof Boolean ? "Boolean" : "String");
                fact.set(
                        "value",
                        list
                                ? text(json.valueToTree(value))
                                : value instanceof Boolean ? json.valueToTree(value) : text(value));
                fact.putObject("valueInfo");
            });
            held.resetBuffer();
            held.getOutputStream().write(json.writeValueAsBytes(variables));
        }
        held.copyBodyToResponse();
    }

    private JsonNode text(Object value) {
        return json.getNodeFactory().textNode(String.valueOf(value));
    }

    private static void signOut(HttpServletRequest request, HttpServletResponse response) {
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** Without the webapps' identity in the engine, exactly as a call of the API arrives. */
    private <T> T asForTheApi(Supplier<T> call) {
        var authentication = identity.getObject().getCurrentAuthentication();
        identity.getObject().clearAuthentication();
        try {
            return EngineCalls.call(call);
        } finally {
            if (authentication != null) {
                identity.getObject().setAuthentication(authentication);
            }
        }
    }

    /** {@code {"variables": {"name": {"value": ..., "type": ...}}}} as plain fields; lists come as JSON in a string. */
    private Map<String, @Nullable Object> fields(byte[] body) {
        JsonNode variables = tree(body).path("variables");
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (variables.isMissingNode() || variables.isNull()) {
            return fields;
        }
        if (!variables.isObject()) {
            throw unreadable();
        }
        variables.properties().forEach(variable -> {
            JsonNode value = variable.getValue().path("value");
            JsonNode type = variable.getValue().path("type");
            boolean list = value.isTextual() && List.of("Json", "Object").contains(type.asText(""));
            fields.put(
                    variable.getKey(), plain(list ? tree(value.textValue().getBytes(StandardCharsets.UTF_8)) : value));
        });
        return fields;
    }

    private @Nullable Object plain(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isBigDecimal()) {
            BigDecimal number = value.decimalValue();
            return number.stripTrailingZeros().scale() <= 0 && number.precision() < 15
                    ? (Object) number.longValueExact()
                    : (Object) number;
        }
        return json.convertValue(value, Object.class);
    }

    private JsonNode tree(byte[] body) {
        try {
            JsonNode tree = body.length == 0 ? json.createObjectNode() : json.readTree(body);
            return tree == null ? json.createObjectNode() : tree;
        } catch (IOException broken) {
            throw unreadable();
        }
    }

    private static boolean isFilterDefinition(String method, String path) {
        return method.equals("POST") && path.equals(ENGINE + "/filter/create")
                || method.equals("PUT") && FILTER.matcher(path).matches();
    }

    private static void refuseExpressions(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query != null && query.length() > LARGEST_BODY / 100) {
            throw new ProblemException(ProblemType.TOO_LARGE, "problem.too-large");
        }
        if (query != null && request.getParameterMap().keySet().stream().anyMatch(TasklistGateway::namesAnExpression)) {
            throw expression();
        }
    }

    /** Reads token by token: a key that is repeated, nested or written with escapes is seen like any other. */
    private void refuseExpressions(byte[] body, boolean filterDefinition) {
        if (body.length == 0) {
            return;
        }
        try (JsonParser parser = tokens.createParser(body)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                if (token == JsonToken.FIELD_NAME && namesAnExpression(parser.currentName())) {
                    JsonToken value = parser.nextToken();
                    boolean known = value == JsonToken.VALUE_NULL
                            || value == JsonToken.VALUE_STRING
                                    && QueryExpressionGuard.ALLOWED.contains(parser.getText());
                    if (!filterDefinition || !known) {
                        throw expression();
                    }
                }
                token = parser.nextToken();
            }
        } catch (IOException broken) {
            throw unreadable();
        }
    }

    private static boolean namesAnExpression(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("expression");
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > LARGEST_BODY) {
            throw new ProblemException(ProblemType.TOO_LARGE, "problem.too-large");
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new ProblemException(ProblemType.TOO_LARGE, "problem.too-large");
        }
        return body;
    }

    private static void answer(HttpServletResponse response, String body) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemException unreadable() {
        return new ProblemException(ProblemType.UNREADABLE, "problem.unreadable");
    }

    private static ProblemException expression() {
        return new ProblemException(ProblemType.UNREADABLE, "problem.expression");
    }

    private static String printable(String path) {
        String plain = path.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.length() > 200 ? plain.substring(0, 200) : plain;
    }

    /** The body once more for who comes next. */
    private static final class ReadAlready extends HttpServletRequestWrapper {

        private final byte[] body;
        private final @Nullable String query;

        ReadAlready(HttpServletRequest request, byte[] body, @Nullable String query) {
            super(request);
            this.body = body;
            this.query = query;
        }

        @Override
        public @Nullable String getQueryString() {
            return query;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    return bytes.read(target, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("The body is read already");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
