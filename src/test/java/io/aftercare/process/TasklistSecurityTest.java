package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

/**
 * The doors of the running product: who may come in, what the webapps may ask of the engine, and the two holes of
 * 7.24.0. Over HTTP with real cookies, because the guards stand in the servlet chain.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:doors;MODE=MySQL;DB_CLOSE_DELAY=-1",
            "camunda.bpm.job-execution.enabled=false",
            "aftercare.language=en",
            "aftercare.security.recheck-after=PT0S",
            "server.address=127.0.0.1"
        })
@ActiveProfiles("demo")
@AutoConfigureObservability
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TasklistSecurityTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final String[] WAYS_IN = {
        "/",
        "/camunda/api/admin/*",
        "/camunda/api/cockpit/*",
        "/camunda/api/engine/*",
        "/camunda/api/tasklist/*",
        "/camunda/api/welcome/*"
    };
    private static final Pattern XSRF = Pattern.compile("XSRF-TOKEN=([^;]+);");

    @LocalServerPort
    int port;

    @Autowired
    TaskService tasks;

    @Autowired
    FilterService filters;

    @Autowired
    RuntimeService runtime;

    @Autowired
    IdentityService identity;

    @Autowired
    ProcessEngineConfigurationImpl engine;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    AuthenticationManager logins;

    @Autowired
    ServletContext servlets;

    private final Map<String, Browser> browsers = new HashMap<>();

    // --- who may come in

    @Test
    void strangersAreSentToTheLoginAndMachinesAreToldSo() throws Exception {
        Browser stranger = new Browser();
        HttpResponse<String> page = stranger.get("/tickets", "Accept", "text/html");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        HttpResponse<String> webapp = stranger.get("/camunda/app/tasklist/default/", "Accept", "text/html");
        assertThat(webapp.statusCode()).isEqualTo(302);
        assertThat(webapp.headers().firstValue("Location").orElseThrow()).endsWith("/login");

        HttpResponse<String> call = stranger.get("/api/tickets");
        assertThat(call.statusCode()).isEqualTo(401);
        assertThat(call.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(JSON.readTree(call.body()).path("type").asText()).isEqualTo("urn:aftercare:problem:not-signed-in");
        assertThat(call.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
        assertThat(stranger.get("/api/tickets", "Sec-Fetch-Mode", "cors")
                        .headers()
                        .firstValue("WWW-Authenticate"))
                .isEmpty();
        assertThat(stranger.post("/api/tickets", "{}").statusCode()).isEqualTo(401);
        assertThat(stranger.get(ENGINE + "/filter").statusCode()).isEqualTo(401);
        assertThat(stranger.get("/actuator/prometheus").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"/login", "/actuator/health", "/actuator/health/liveness", "/v3/api-docs", "/css/aftercare.css"})
    void openPathsAnswerEverybody(String path) throws Exception {
        assertThat(new Browser().get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void noProviderOfIdentitiesIsKnownWithoutTheProfile() throws Exception {
        Browser stranger = new Browser();
        assertThat(stranger.get("/login?refused=provider", "Accept", "text/html")
                        .body())
                .doesNotContain("/oauth2/", "notice-bad");
        for (String path : List.of("/oauth2/authorization/oidc", "/login/oauth2/code/oidc?code=x&state=y")) {
            HttpResponse<String> answer = stranger.get(path, "Accept", "text/html");
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        }
    }

    @Test
    @Tag("S12")
    @Tag("S13")
    void passwordsAreCheckedByTheEngineAndTheAnswerTellsNothing() throws Exception {
        assertThat(new Browser()
                        .get("/api/tickets", "Authorization", basic("agent", "demo"))
                        .statusCode())
                .isEqualTo(200);
        String wrong = refused("warehouse", "guess");
        String unknown = refused("nobody", "demo");
        for (int guess = 2; guess <= 10; guess++) {
            assertThat(refused("warehouse", "guess")).isEqualTo(wrong);
        }
        // throttled from here now: the right password gives the same answer as a wrong one and an unknown name
        assertThat(refused("warehouse", "demo"))
                .contains("not-signed-in")
                .isEqualTo(wrong)
                .isEqualTo(unknown);
        // the colleague himself, who sits elsewhere, is not locked out by it
        UsernamePasswordAuthenticationToken elsewhere =
                UsernamePasswordAuthenticationToken.unauthenticated("warehouse", "demo");
        elsewhere.setDetails(new WebAuthenticationDetails("192.0.2.7", null));
        assertThat(logins.authenticate(elsewhere).isAuthenticated()).isTrue();
    }

    private String refused(String user, String password) throws Exception {
        HttpResponse<String> answer = new Browser()
                .get("/api/tickets", "Authorization", basic(user, password), "X-Request-Id", "the-same-each-time");
        assertThat(answer.statusCode()).isEqualTo(401);
        return answer.body();
    }

    @Test
    void aCallWithItsOwnPasswordNeedsNoTokenAndLeavesNoSession() throws Exception {
        HttpResponse<String> answer = new Browser().post("/api/tickets", "{}", "Authorization", basic("agent", "demo"));
        assertThat(answer.statusCode()).isIn(400, 422);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("AFTERCARE-SESSION"));
    }

    @Test
    @Tag("S16")
    void anotherSiteCannotUseASession() throws Exception {
        Browser agent = signedIn("agent2");
        assertThat(agent.post("/api/tickets", "{}").statusCode()).isEqualTo(403);
        assertThat(agent.post("/logout", "").statusCode()).isEqualTo(403);
        HttpResponse<String> foreign = new Browser()
                .post("/api/tickets", "{}", "Authorization", basic("agent", "demo"), "Origin", "https://evil.example");
        assertThat(foreign.statusCode()).isIn(401, 403);
    }

    /** What would believe this stands among the servlet's filters, so it is asked over HTTP. */
    @Test
    @Tag("S16")
    void aCallIsWhatItsMethodSaysAndNotWhatAHeaderOrAFieldSays() throws Exception {
        String manager = basic("manager", "demo");
        for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            assertThat(new Browser()
                            .post("/api/customers/C-1004", "{}", "Authorization", manager, header, "DELETE")
                            .statusCode())
                    .as(header)
                    .isEqualTo(405);
        }
        assertThat(new Browser()
                        .post("/api/customers/C-1004?_method=DELETE", "{}", "Authorization", manager)
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void whoIsNotSignedInLeavesNothingInTheDatabase() throws Exception {
        long before = sessions();
        Browser stranger = new Browser();
        stranger.get("/", "Accept", "text/html");
        stranger.get("/tickets", "Accept", "text/html");
        stranger.get("/camunda/app/tasklist/default/", "Accept", "text/html");
        stranger.get(ENGINE + "/filter");
        stranger.get("/help", "Accept", "text/html");
        stranger.get("/api/tickets", "Authorization", basic("agent", "demo"));
        stranger.get("/css/aftercare.css");
        stranger.get("/actuator/health");
        assertThat(sessions()).isEqualTo(before);
        assertThat(stranger.cookie("AFTERCARE-SESSION")).isNull();
    }

    @Test
    void aNewLoginGetsANewSession() throws Exception {
        Browser browser = new Browser();
        browser.signIn("agent");
        String before = browser.cookie("AFTERCARE-SESSION");
        browser.signIn("engineer");
        assertThat(browser.cookie("AFTERCARE-SESSION")).isNotEqualTo(before);
    }

    @Test
    void pagesCarrySecurityHeaders() throws Exception {
        var headers = new Browser().get("/login").headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "frame-ancestors 'none'", "script-src 'self'")
                .doesNotContain("unsafe-eval", "unsafe-inline");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
    }

    @Test
    void metricsAreForManagersOnly() throws Exception {
        assertThat(new Browser()
                        .get("/actuator/prometheus", "Authorization", basic("agent", "demo"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Browser()
                        .get("/actuator/prometheus", "Authorization", basic("manager", "demo"), "Accept", "text/plain")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aChannelHasNoBusinessInTasklist() throws Exception {
        Browser channel = signedIn("channel");
        assertThat(channel.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(403);
        assertThat(channel.get(ENGINE + "/filter").statusCode()).isEqualTo(403);
    }

    @Test
    void signingOutOfTasklistSignsOutOfEverything() throws Exception {
        Browser browser = new Browser();
        browser.signIn("agent2");
        assertThat(browser.get("/api/tickets").statusCode()).isEqualTo(200);
        assertThat(browser.post("/camunda/api/admin/auth/user/default/logout", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(browser.get("/api/tickets").statusCode()).isEqualTo(401);
    }

    @Test
    void whoLeavesTheHouseLosesAnOpenSession() throws Exception {
        var leaver = identity.newUser("leaver");
        leaver.setPassword("demo");
        identity.saveUser(leaver);
        identity.createMembership("leaver", "service-agents");
        Browser browser = new Browser();
        browser.signIn("leaver");
        identity.deleteUser("leaver");
        assertThat(browser.get("/api/tickets").statusCode()).isEqualTo(401);
    }

    // --- the REST API that asks nobody for a password

    @ParameterizedTest
    @CsvSource({
        "/engine-rest/engine",
        "/engine-rest/task",
        "/engine-rest/engine/default/task",
        "/rest/task",
        "/api/engine"
    })
    @Tag("S1")
    void thereIsNoOtherWayToTheEngine(String path) throws Exception {
        for (String user : List.of("agent", "admin")) {
            assertThat(new Browser()
                            .get(path, "Authorization", basic(user, "demo"))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(new Browser()
                            .post(
                                    path,
                                    "{\"orQueries\":[{\"assigneeExpression\":\"${''.getClass()}\"}]}",
                                    "Authorization",
                                    basic(user, "demo"))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    /** Everything that answers HTTP: a new servlet is a new way in, and wants to be looked at. */
    @Test
    @Tag("S1")
    void theServletsAreKnown() {
        assertThat(servlets.getServletRegistrations().values().stream()
                        .flatMap(servlet -> servlet.getMappings().stream())
                        .sorted())
                .containsExactly(WAYS_IN);
    }

    // --- the first hole: an administrator for anybody

    @Test
    @Tag("S1")
    void nobodyBecomesAdministratorByTheFirstRunSetUp() throws Exception {
        String person = "{\"profile\":{\"id\":\"mallory\"},\"credentials\":{\"password\":\"Mallory-12345\"}}";
        assertThat(new Browser()
                        .post("/camunda/api/admin/setup/default/user/create", person)
                        .statusCode())
                .isEqualTo(401);
        assertThat(signedIn("agent")
                        .post("/camunda/api/admin/setup/default/user/create", person)
                        .statusCode())
                .isEqualTo(403);
        // even while there is no administrator, which is when the engine would let it pass
        identity.deleteMembership("admin", "camunda-admin");
        try {
            assertThat(signedIn("agent")
                            .post("/camunda/api/admin/setup/default/user/create", person)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(identity.createUserQuery().userId("mallory").count()).isZero();
        } finally {
            identity.createMembership("admin", "camunda-admin");
        }
    }

    // --- the second hole: expressions in queries

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/task | {\"orQueries\":[{\"assigneeExpression\":\"${''.getClass()}\"}]}",
                "/task | {\"assigneeExpression\":\"${''.getClass()}\"}",
                "/task | {\"orQueries\":[],\"orQueries\":[{\"ownerExpression\":\"#{1}\"}],\"orQueries\":[]}",
                "/task | {\"\\u0061ssigneeExpression\":\"${currentUser()}\"}",
                "/filter/any/list | {\"orQueries\":[{\"candidateGroupExpression\":\"${''.getClass()}\"}]}",
                "/filter/any/count | {\"dueAfterExpression\":\"${now()}\"}",
                "/filter/create | {\"resourceType\":\"Task\",\"name\":\"x\",\"query\":{\"assigneeExpression\":\"${1}\"}}"
            })
    @Tag("S1")
    void noCallCarriesAnExpression(String path, String body) throws Exception {
        for (String user : List.of("agent", "admin")) {
            HttpResponse<String> answer = signedIn(user).post(ENGINE + path, body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("Expressions are not allowed in queries");
        }
    }

    @Test
    void noAddressCarriesAnExpression() throws Exception {
        assertThat(signedIn("agent")
                        .get(ENGINE + "/task?assigneeExpression=" + encoded("${1}"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @Tag("S1")
    void theEngineItselfEvaluatesNoForeignExpressionInAQuery() {
        assertThatThrownBy(() -> tasks.createTaskQuery()
                        .or()
                        .taskAssigneeExpression("${''.getClass().getName()}")
                        .endOr()
                        .list())
                .isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(() -> tasks.createTaskQuery()
                        .or()
                        .taskAssigneeExpression("${''.getClass().getName()}")
                        .endOr()
                        .count())
                .isInstanceOf(BadUserRequestException.class);
    }

    @Test
    @Tag("S1")
    void theEngineItselfStoresNoFilterWithAForeignExpression() {
        Filter evil = filters.newTaskFilter("evil")
                .setQuery(tasks.createTaskQuery()
                        .or()
                        .taskAssigneeExpression("${''.getClass().getName()}")
                        .endOr());
        assertThatThrownBy(() -> filters.saveFilter(evil)).isInstanceOf(BadUserRequestException.class);
    }

    @Test
    void theEngineItselfExtendsNoFilterByAForeignExpression() {
        Filter mine = filters.createTaskFilterQuery().filterName("My tasks").singleResult();
        TaskQueryImpl more = (TaskQueryImpl) tasks.createTaskQuery()
                .or()
                .taskOwnerExpression("${''.getClass().getName()}")
                .endOr();
        identity.setAuthenticatedUserId("agent");
        try {
            assertThatThrownBy(() -> filters.listPage(mine.getId(), more, 0, 10))
                    .hasStackTraceContaining("not allowed in queries");
        } finally {
            identity.clearAuthentication();
        }
    }

    @Test
    void expressionsWithoutAnExecutionAreOnlyTheOnesOfOurFilters() {
        engine.getCommandExecutorTxRequired().execute(context -> {
            assertThatThrownBy(() -> engine.getExpressionManager()
                            .createExpression("${''.getClass()}")
                            .getValue(null))
                    .isInstanceOf(BadUserRequestException.class);
            assertThat(engine.getExpressionManager()
                            .createExpression("${now()}")
                            .getValue(null))
                    .isNotNull();
            return null;
        });
    }

    @Test
    @Tag("S9")
    void theEngineIsConfiguredAgainstTheRest() {
        assertThat(engine.isEnableExpressionsInAdhocQueries()).isFalse();
        assertThat(engine.isDeserializationTypeValidationEnabled()).isTrue();
        assertThat(engine.getQueryMaxResultsLimit()).isEqualTo(2000);
        assertThat(engine.isAuthorizationEnabled()).isTrue();
        assertThat(engine.getDefaultUserPermissionNameForTask()).isEqualTo("TASK_WORK");
        assertThat(engine.isEnableExceptionsAfterUnhandledBpmnError()).isTrue();
        assertThat(engine.isJavaSerializationFormatEnabled()).isFalse();
        assertThat(engine.isStandaloneTasksEnabled()).isFalse();
        assertThat(engine.getAuthorizationCheckRevokes())
                .isEqualTo(ProcessEngineConfiguration.AUTHORIZATION_CHECK_REVOKE_NEVER);
    }

    // --- the allow-list

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /task/{task}/bpmnError                    | {\"errorCode\":\"NOT_OURS\"}",
                "POST   | /task/{task}/bpmnEscalation               | {\"escalationCode\":\"x\"}",
                "POST   | /task/{task}/resolve                      | {}",
                "POST   | /task/{task}/delegate                     | {\"userId\":\"agent2\"}",
                "POST   | /task/{task}/assignee                     | {\"userId\":\"agent2\"}",
                "POST   | /task/{task}/claim                        | {\"userId\":\"agent2\"}",
                "POST   | /task/{task}/claim                        | {}",
                "PUT    | /task/{task}                              | {\"assignee\":\"agent2\"}",
                "POST   | /task/{task}/comment/create               | {\"message\":\"x\"}",
                "POST   | /task/{task}/identity-links               | {\"userId\":\"agent2\",\"type\":\"candidate\"}",
                "POST   | /task/{task}/variables                    | {\"modifications\":{}}",
                "PUT    | /task/{task}/variables/simple             | {\"value\":true}",
                "POST   | /task/{task}/localVariables               | {\"modifications\":{}}",
                "PUT    | /task/{task}/localVariables/simple        | {\"value\":true}",
                "DELETE | /task/{task}                              |",
                "POST   | /task/create                              | {\"id\":\"x\"}",
                "POST   | /message                                  | {\"messageName\":\"CustomerConfirmed\"}",
                "POST   | /signal                                   | {\"name\":\"x\"}",
                "POST   | /condition                                | {}",
                "POST   | /process-instance/{instance}/modification | {\"instructions\":[]}",
                "POST   | /process-instance/{instance}/variables    | {\"modifications\":{}}",
                "PUT    | /process-instance/{instance}/variables/simple | {\"value\":true}",
                "PUT    | /process-instance/{instance}/suspended    | {\"suspended\":true}",
                "DELETE | /process-instance/{instance}              |",
                "POST   | /process-instance/delete                  | {}",
                "POST   | /execution/{instance}/signal              | {}",
                "POST   | /execution/{instance}/localVariables      | {\"modifications\":{}}",
                "POST   | /process-definition/key/after-sales/start | {}",
                "PUT    | /process-definition/key/after-sales/suspended | {\"suspended\":true}",
                "POST   | /deployment/create                        | {}",
                "POST   | /external-task/fetchAndLock               | {\"workerId\":\"x\",\"maxTasks\":1}",
                "POST   | /migration/execute                        | {}",
                "POST   | /modification/execute                     | {}",
                "DELETE | /batch/x                                  |",
                "POST   | /decision-definition/key/priority/evaluate | {\"variables\":{}}",
                "POST   | /authorization/create                     | {\"type\":1}",
                "POST   | /user/create                              | {\"profile\":{\"id\":\"m\"}}",
                "PUT    | /group/camunda-admin/members/agent        |",
                "PUT    | /user/admin/credentials                   | {\"password\":\"x\"}",
                "POST   | /filter/create                            | {\"resourceType\":\"Task\",\"name\":\"x\"}",
                "GET    | /user                                     |",
                "GET    | /history/task                             |",
                "GET    | /variable-instance                        |",
                "GET    | /process-instance/{instance}/variables    |",
                "GET    | /../engine/default/user                   |"
            })
    void staffReachNothingThatMovesATicketWithoutItsRules(String method, String path, @Nullable String body)
            throws Exception {
        Task task = someTask();
        HttpResponse<String> answer = signedIn("agent")
                .send(
                        method,
                        ENGINE
                                + path.strip()
                                        .replace("{task}", task.getId())
                                        .replace("{instance}", task.getProcessInstanceId()),
                        body == null ? "" : body);
        assertThat(answer.statusCode()).isIn(400, 403);
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /task/{task}/bpmnError                    | {\"errorCode\":\"NOT_OURS\"}",
                "POST | /task/{task}/assignee                     | {\"userId\":\"admin\"}",
                "POST | /message                                  | {\"messageName\":\"CustomerConfirmed\"}",
                "POST | /process-instance/{instance}/modification | {\"instructions\":[]}",
                "POST | /process-instance/{instance}/variables    | {\"modifications\":{}}",
                "DELETE | /process-instance/{instance}            |",
                "POST | /history/process-instance/delete          | {}",
                "POST | /deployment/create                        | {}",
                "POST | /migration/execute                        | {}"
            })
    void notEvenAnAdministratorDoes(String method, String path, @Nullable String body) throws Exception {
        Task task = someTask();
        HttpResponse<String> answer = signedIn("admin")
                .send(
                        method,
                        ENGINE
                                + path.strip()
                                        .replace("{task}", task.getId())
                                        .replace("{instance}", task.getProcessInstanceId()),
                        body == null ? "" : body);
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "/user?maxResults=5",
        "/group?maxResults=5",
        "/authorization?maxResults=5",
        "/process-instance?maxResults=5",
        "/job?maxResults=5",
        "/incident?maxResults=5",
        "/history/process-instance?maxResults=5"
    })
    void administratorsMaintainPeopleAndReadCockpit(String path) throws Exception {
        assertThat(signedIn("admin").get(ENGINE + path).statusCode()).isEqualTo(200);
    }

    @Test
    void theWebappsOwnLoginIsClosed() throws Exception {
        HttpResponse<String> login = signedIn("agent")
                .send(
                        "POST",
                        "/camunda/api/admin/auth/user/default/login/tasklist",
                        "username=admin&password=demo",
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        assertThat(login.statusCode()).isIn(400, 403);
        assertThat(new Browser()
                        .send(
                                "POST",
                                "/camunda/api/admin/auth/user/default/login/tasklist",
                                "username=admin&password=demo")
                        .statusCode())
                .isEqualTo(401);
    }

    /** What Java writes of an object runs code when it is read back: a field is a text, a number, a yes or a no. */
    @ParameterizedTest
    @CsvSource({
        "application/x-java-serialized-object, java.util.HashMap",
        "application/json, javax.naming.InitialContext"
    })
    @Tag("S9")
    void noObjectIsTakenForAField(String format, String type) throws Exception {
        Task task = someTask();
        String body =
                "{\"variables\":{\"description\":{\"value\":\"rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==\",\"type\":\"Object\","
                        + "\"valueInfo\":{\"objectTypeName\":\"" + type + "\",\"serializationDataFormat\":\"" + format
                        + "\"}},"
                        + "\"restated\":{\"value\":true}}}";
        assertThat(signedIn("agent")
                        .post(ENGINE + "/task/" + task.getId() + "/submit-form", body)
                        .statusCode())
                .isIn(400, 403, 422);
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isOne();
        assertThat(runtime.createVariableInstanceQuery()
                        .variableName("description")
                        .count())
                .isZero();
    }

    @Test
    void withoutTheWebappsTokenNothingIsDone() throws Exception {
        Browser browser = new Browser();
        browser.signIn("agent2");
        browser.forgetsXsrf();
        HttpResponse<String> answer =
                browser.post(ENGINE + "/task/" + someTask().getId() + "/submit-form", "{\"variables\":{}}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("urn:aftercare");
    }

    @Test
    void aLargeBodyIsRefused() throws Exception {
        String large = "{\"variables\":{\"description\":{\"value\":\"" + "x".repeat(1_100_000) + "\"}}}";
        assertThat(signedIn("agent")
                        .post(ENGINE + "/task/" + someTask().getId() + "/submit-form", large)
                        .statusCode())
                .isEqualTo(413);
    }

    // --- work in Tasklist takes the road of the API

    @Test
    void aTaskIsFoundClaimedGivenBackAndCompletedWithItsFacts() throws Exception {
        String number = reported();
        Browser agent = signedIn("agent");
        JsonNode filter = JSON.readTree(
                agent.get(ENGINE + "/filter?maxResults=10&resourceType=Task").body());
        String groups = Stream.of(filter.get(0), filter.get(1), filter.get(2), filter.get(3))
                .filter(one -> one.path("name").asText().contains("groups"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        String list = agent.post(
                        ENGINE + "/filter/" + groups + "/list?firstResult=0&maxResults=15",
                        "{\"active\":true,\"sorting\":[{\"sortBy\":\"dueDate\",\"sortOrder\":\"asc\"}]}")
                .body();
        assertThat(list).contains("Task_RegisterTicket");
        Task task = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey("Task_RegisterTicket")
                .singleResult();
        String path = ENGINE + "/task/" + task.getId();

        JsonNode facts = JSON.readTree(
                agent.get(path + "/form-variables?deserializeValues=false").body());
        assertThat(facts.path("factTicket").path("value").asText()).isEqualTo(number);
        assertThat(facts.path("factTicket").path("type").asText()).isEqualTo("String");
        assertThat(signedIn("engineer").get(path + "/form-variables").statusCode())
                .isIn(403, 404);

        assertThat(agent.post(path + "/claim", "{\"userId\":\"agent\"}").statusCode())
                .isEqualTo(204);
        assertThat(agent.post(path + "/unclaim", "{}").statusCode()).isEqualTo(204);

        HttpResponse<String> refused = agent.post(path + "/submit-form", "{\"variables\":{}}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(refused.body()).path("message").asText()).contains("restated");
        HttpResponse<String> foreign = agent.post(
                path + "/submit-form",
                "{\"variables\":{\"restated\":{\"value\":true},\"description\":{\"value\":\"x\"},\"approved\":{\"value\":true}}}");
        assertThat(foreign.statusCode()).isEqualTo(422);
        assertThat(signedIn("engineer")
                        .post(path + "/submit-form", "{\"variables\":{\"restated\":{\"value\":true}}}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(agent.post(
                                path + "/submit-form",
                                "{\"variables\":{\"restated\":{\"value\":true},\"description\":{\"value\":\"leaks 𠮷\"},\"occurredAt\":{\"value\":null}}}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isZero();
        assertThat(agent.post(path + "/submit-form", "{\"variables\":{}}").statusCode())
                .isIn(404, 409);
    }

    @Test
    void theStartFormMakesATicketForAgentsOnly() throws Exception {
        String form =
                "{\"variables\":{\"channel\":{\"value\":\"PHONE\"},\"customerRef\":{\"value\":\"C-1001\"},\"description\":{\"value\":\"The washer leaks\"}}}";
        String path = ENGINE + "/process-definition/key/after-sales/submit-form";
        HttpResponse<String> started = signedIn("agent").post(path, form);
        assertThat(started.statusCode()).isEqualTo(200);
        JsonNode answer = JSON.readTree(started.body());
        assertThat(answer.path("businessKey").asText()).matches("[0-9]{6}-[0-9]+");
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(answer.path("id").asText())
                        .count())
                .isOne();
        assertThat(signedIn("engineer").post(path, form).statusCode()).isEqualTo(403);
        HttpResponse<String> refused = signedIn("agent").post(path, "{\"variables\":{}}");
        assertThat(refused.statusCode()).isEqualTo(422);
    }

    // --- help

    private Task someTask() throws Exception {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(reported())
                .list()
                .get(0);
    }

    private @Nullable String known;

    private String reported() throws Exception {
        if (known == null
                || tasks.createTaskQuery()
                                .processInstanceBusinessKey(known)
                                .taskDefinitionKey("Task_RegisterTicket")
                                .count()
                        == 0) {
            HttpResponse<String> answer = new Browser()
                    .post(
                            "/api/tickets",
                            "{\"channel\":\"WEB\",\"customer\":{\"ref\":\"C-1001\"},\"description\":\"The washer leaks\"}",
                            "Authorization",
                            basic("channel", "demo"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            known = JSON.readTree(answer.body()).path("number").asText();
        }
        return known;
    }

    private Browser signedIn(String user) throws Exception {
        Browser browser = browsers.get(user);
        if (browser == null) {
            browser = new Browser();
            browser.signIn(user);
            browsers.put(user, browser);
        }
        return browser;
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** As much of a browser as the guards can see: cookies, and the webapps' token as a header. */
    private long sessions() {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) from SPRING_SESSION", Long.class));
    }

    private final class Browser {

        private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        private @Nullable String xsrf;

        void signIn(String user) throws Exception {
            Matcher token = CSRF.matcher(get("/login", "Accept", "text/html").body());
            assertThat(token.find()).isTrue();
            HttpResponse<String> answer = send(
                    "POST",
                    "/login",
                    "username=" + user + "&password=demo&_csrf=" + encoded(token.group(1)),
                    "Content-Type",
                    "application/x-www-form-urlencoded");
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).doesNotContain("error");
            HttpResponse<String> tasklist = get("/camunda/app/tasklist/default/", "Accept", "text/html");
            tasklist.headers().allValues("Set-Cookie").forEach(cookie -> {
                Matcher xsrfCookie = XSRF.matcher(cookie);
                if (xsrfCookie.find()) {
                    xsrf = xsrfCookie.group(1);
                }
            });
        }

        void forgetsXsrf() {
            xsrf = null;
        }

        @Nullable
        String cookie(String name) {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals(name))
                    .map(java.net.HttpCookie::getValue)
                    .findFirst()
                    .orElse(null);
        }

        HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
            return send("GET", path, "", headers);
        }

        HttpResponse<String> post(String path, String body, String... headers)
                throws IOException, InterruptedException {
            return send("POST", path, body, headers);
        }

        HttpResponse<String> send(String method, String path, String body, String... headers)
                throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .method(
                            method,
                            body.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            request.setHeader("Content-Type", "application/json");
            request.setHeader("Accept", "application/json");
            if (xsrf != null) {
                request.setHeader("X-XSRF-TOKEN", xsrf);
            }
            for (int i = 0; i < headers.length; i += 2) {
                request.setHeader(headers[i], headers[i + 1]);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
