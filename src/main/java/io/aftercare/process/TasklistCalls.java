package io.aftercare.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The calls of the webapps that may reach the engine: what Tasklist was seen to use in a browser for everybody, what
 * Admin needs and what Cockpit reads for administrators. Everything else is closed, because a ticket would move without
 * our rules: errors, escalations, messages, variables, modification, delegation, deployments and so on.
 */
final class TasklistCalls {

    /** Who may make a call: any member of staff, only about himself ({@code {self}}), or administrators. */
    enum Caller {
        STAFF,
        HIMSELF,
        ADMINISTRATOR
    }

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final List<Call> CALLS = new ArrayList<>();

    static {
        // the frame of each app
        staff("GET", "/camunda/api/engine/engine/");
        staff("GET", "/camunda/api/{tasklist|cockpit|admin|welcome}/plugin/*/static/**");
        staff("GET", "/camunda/api/admin/auth/user/default");

        // filters and their tasks
        staff("OPTIONS", ENGINE + "/filter", ENGINE + "/filter/*");
        staff("GET", ENGINE + "/filter", ENGINE + "/filter/count", ENGINE + "/filter/*", ENGINE + "/filter/*/count");
        staff("GET", ENGINE + "/filter/*/list");
        staff("POST", ENGINE + "/filter/*/list", ENGINE + "/filter/*/count");

        // one task; claim, unclaim and submit-form are taken over by the gateway
        staff("GET", ENGINE + "/task", ENGINE + "/task/*");
        staff("GET", ENGINE + "/task/*/{form|deployed-form|form-variables|identity-links}");
        staff("GET", ENGINE + "/history/user-operation", ENGINE + "/history/user-operation/count");

        // the start form and the diagram
        staff("GET", ENGINE + "/process-definition", ENGINE + "/process-definition/count");
        staff("GET", ENGINE + "/process-definition/*/{startForm|deployed-start-form|form-variables|xml}");
        staff("GET", ENGINE + "/process-definition/*");

        // one's own profile and password
        himself("GET", ENGINE + "/user/{self}/profile");
        himself("PUT", ENGINE + "/user/{self}/profile", ENGINE + "/user/{self}/credentials");
        himself("OPTIONS", ENGINE + "/user/{self}");
        staff("GET", ENGINE + "/group/count");
        staff("POST", ENGINE + "/group", ENGINE + "/group/count");
        staff("GET", ENGINE + "/identity/password-policy");
        staff("POST", ENGINE + "/identity/password-policy");

        // Admin: people, groups, authorizations
        admin("OPTIONS", ENGINE + "/{user|group|tenant|authorization|deployment|process-definition}/**");
        admin("OPTIONS", ENGINE + "/{user|group|tenant|authorization|deployment|process-definition}");
        admin("GET", ENGINE + "/{user|group|tenant|authorization}", ENGINE + "/{user|group|tenant|authorization}/**");
        admin("POST", ENGINE + "/{user|group|authorization}/{create|count}", ENGINE + "/{user|authorization}");
        admin("POST", ENGINE + "/user/*/unlock");
        admin("PUT", ENGINE + "/user/*/{profile|credentials}", ENGINE + "/group/*", ENGINE + "/group/*/members/*");
        admin("PUT", ENGINE + "/authorization/*");
        admin("DELETE", ENGINE + "/user/*", ENGINE + "/group/*", ENGINE + "/group/*/members/*");
        admin("DELETE", ENGINE + "/authorization/*");
        admin("GET", ENGINE + "/{version|metrics|telemetry|schema}/**", ENGINE + "/{version|metrics}");
        admin("GET", "/camunda/api/admin/plugin/*/default/**");

        // filters for others; the bodies are checked for expressions
        admin("POST", ENGINE + "/filter/create");
        admin("PUT", ENGINE + "/filter/*");
        admin("DELETE", ENGINE + "/filter/*");

        // Cockpit: reading, and a failed job once more
        String readable = "process-definition|process-instance|execution|variable-instance|activity-instance|incident"
                + "|job|job-definition|task|deployment|decision-definition|decision-requirements-definition"
                + "|external-task|batch|event-subscription|history|case-definition|case-instance";
        String queries = "process-instance|execution|variable-instance|job|job-definition|task|external-task"
                + "|incident|event-subscription";
        String histories = "process-instance|activity-instance|variable-instance|task|detail|job-log|incident"
                + "|decision-instance|external-task-log|user-operation|identity-link-log";
        admin("GET", ENGINE + "/{" + readable + "}", ENGINE + "/{" + readable + "}/**");
        admin("POST", ENGINE + "/{" + queries + "}", ENGINE + "/{" + queries + "}/count");
        admin("POST", ENGINE + "/history/{" + histories + "}", ENGINE + "/history/{" + histories + "}/count");
        admin("GET", "/camunda/api/cockpit/plugin/*/default/**");
        admin("POST", "/camunda/api/cockpit/plugin/base/default/**");
        admin("PUT", ENGINE + "/job/*/retries", ENGINE + "/job-definition/*/retries");
    }

    private TasklistCalls() {}

    static boolean isAllowed(String method, String path, String user, boolean administrator) {
        String reading = method.equals("HEAD") ? "GET" : method;
        return CALLS.stream()
                .filter(call -> call.method().equals(reading))
                .filter(call -> call.caller() != Caller.ADMINISTRATOR || administrator)
                .anyMatch(call -> call.matches(path, user));
    }

    /** The whole table, one call a line; the test and the documentation read it. */
    static List<String> table() {
        return CALLS.stream()
                .map(call -> call.caller().name().toLowerCase(Locale.ROOT) + " " + call.method() + " " + call.text())
                .toList();
    }

    private static void staff(String method, String... paths) {
        add(Caller.STAFF, method, paths);
    }

    private static void himself(String method, String... paths) {
        add(Caller.HIMSELF, method, paths);
    }

    private static void admin(String method, String... paths) {
        add(Caller.ADMINISTRATOR, method, paths);
    }

    private static void add(Caller caller, String method, String... paths) {
        for (String path : paths) {
            CALLS.add(new Call(caller, method, path, pattern(path)));
        }
    }

    /** {@code *} is one step of the path, {@code **} any number, {@code {a|b}} a choice, {@code {self}} the user. */
    private static Pattern pattern(String path) {
        String expression = Stream.of(path.split("/", -1))
                .map(step -> switch (step) {
                    case "*" -> "[^/]+";
                    case "**" -> ".+";
                    case "{self}" -> "(?<self>[^/]+)";
                    default ->
                        step.startsWith("{") ? "(?:" + step.substring(1, step.length() - 1) + ")" : Pattern.quote(step);
                })
                .collect(Collectors.joining("/"));
        return Pattern.compile(expression);
    }

    private record Call(Caller caller, String method, String text, Pattern path) {

        boolean matches(String requested, String user) {
            var matcher = path.matcher(requested);
            return matcher.matches()
                    && (caller != Caller.HIMSELF || matcher.group("self").equals(user));
        }
    }
}
