package io.aftercare.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Login by an identity provider (issue 5.6, S16), over HTTP with cookies, against a provider that lies on demand. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:oidc;MODE=MySQL;DB_CLOSE_DELAY=-1",
            "camunda.bpm.job-execution.enabled=false",
            "aftercare.language=en",
            "aftercare.security.recheck-after=PT0S",
            "aftercare.oidc.name=House SSO",
            "aftercare.oidc.client-secret=" + OidcProvider.SECRET,
            "aftercare.oidc.roles.it-administrators=camunda-admin",
            "aftercare.oidc.roles.[/Service/Desk]=service-supervisors",
            "aftercare.oidc.links.parts-keeper=sub-of-the-keeper",
            "server.address=127.0.0.1"
        })
@ActiveProfiles({"demo", "oidc"})
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OidcTest {

    private static final OidcProvider PROVIDER = new OidcProvider();
    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern XSRF = Pattern.compile("XSRF-TOKEN=([^;]+);");

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry registry) {
        registry.add("aftercare.oidc.issuer", PROVIDER::issuer);
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @LocalServerPort
    int port;

    @Autowired
    IdentityService identity;

    @Autowired
    OidcAccounts accounts;

    @Autowired
    JdbcTemplate jdbc;

    @BeforeEach
    void thereAgain() {
        PROVIDER.away(false);
    }

    // --- before the provider was ever reached

    @Test
    @Order(1)
    void aProviderThatIsAwayIsToldAndTheAdministratorStillComesIn() throws Exception {
        PROVIDER.away(true);
        Browser browser = new Browser();
        assertThat(browser.get("/login").body()).contains("Sign in with House SSO");
        HttpResponse<String> refused = browser.get("/oauth2/authorization/oidc");
        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(location(refused)).endsWith("/login?refused=provider");
        assertThat(browser.get("/login?refused=provider").body()).contains("did not work");
        browser.signInByPassword("admin");
        assertThat(browser.get("/api/tickets").statusCode()).isEqualTo(200);
    }

    // --- who comes in

    @Test
    void aPersonOfTheProviderWorksInTasklistWithTheGroupsOfHisToken() throws Exception {
        Browser browser = new Browser();
        assertThat(location(browser.get("/tickets"))).endsWith("/login");
        HttpResponse<String> back = browser.signInAs(person(
                "sub-lin",
                "Lin.Wang@House",
                Map.of("roles", List.of("service-agents", "offline_access", "default-roles-house")),
                Map.of("aftercare", Map.of("roles", List.of("technical-staff")), "account", Map.of("roles", "x")),
                List.of("/legal-counsel", "/Service/Desk", "/nobody")));
        assertThat(location(back)).endsWith("/tickets");
        assertThat(groups("lin.wang@house"))
                .containsExactlyInAnyOrder("service-agents", "technical-staff", "legal-counsel", "service-supervisors");
        assertThat(browser.get("/tickets").statusCode()).isEqualTo(200);

        JsonNode known = JSON.readTree(
                browser.get("/camunda/api/admin/auth/user/default").body());
        assertThat(known.path("userId").asText()).isEqualTo("lin.wang@house");
        assertThat(known.path("authorizedApps").toString()).contains("tasklist").doesNotContain("cockpit", "admin");
        String number = JSON.readTree(new Browser()
                        .send(
                                "POST",
                                "/api/tickets",
                                "{\"channel\":\"WEB\",\"customer\":{\"ref\":\"C-1001\"},\"description\":\"It leaks\"}",
                                "Authorization",
                                basic("channel", "demo"))
                        .body())
                .path("number")
                .asText();
        JsonNode task =
                JSON.readTree(browser.get("/api/tasks?ticket=" + number).body()).path(0);
        assertThat(task.path("key").asText()).isEqualTo("Task_RegisterTicket");
        assertThat(browser.send(
                                "POST",
                                ENGINE + "/task/" + task.path("id").asText() + "/claim",
                                "{\"userId\":\"lin.wang@house\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(browser.get(ENGINE + "/user").statusCode()).isEqualTo(403);
    }

    @Test
    void namesComeFromTheProviderAndAnAddressOnlyWhenItIsVerified() throws Exception {
        Map<String, Object> claims = new TreeMap<>(agent("sub-names", "names"));
        claims.put("given_name", "\ud842\udfb7\u0000");
        claims.put("family_name", "李".repeat(300));
        claims.put("email", "names@house.example");
        new Browser().signInAs(claims);
        User user = identity.createUserQuery().userId("names").singleResult();
        assertThat(user.getFirstName()).isEqualTo("𠮷");
        assertThat(user.getLastName()).isEqualTo("李".repeat(100));
        assertThat(user.getEmail()).isNull();
        claims.put("email_verified", true);
        new Browser().signInAs(claims);
        assertThat(identity.createUserQuery().userId("names").singleResult().getEmail())
                .isEqualTo("names@house.example");
    }

    @Test
    void theGroupsOfTheNextTokenReplaceThoseOfTheLastInOpenSessionsToo() throws Exception {
        Browser early = new Browser();
        early.signInAs(agent("sub-mover", "mover"));
        identity.createMembership("mover", "finance-staff");
        new Browser()
                .signInAs(
                        person("sub-mover", "mover", Map.of("roles", List.of("warehouse-staff")), Map.of(), List.of()));
        assertThat(groups("mover")).containsExactly("warehouse-staff");
        assertThat(early.get("/camunda/api/admin/auth/user/default").body()).contains("mover");
        assertThat(early.send("POST", "/api/tickets", "{}", "X-CSRF-TOKEN", early.csrf())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void nobodyIsAdministratorOrChannelBecauseARoleOfTheProviderIsCalledSo() throws Exception {
        new Browser()
                .signInAs(person(
                        "sub-climber",
                        "climber",
                        Map.of("roles", List.of("camunda-admin", "channels", "service-agents")),
                        Map.of(),
                        List.of("/camunda-admin")));
        assertThat(groups("climber")).containsExactly("service-agents");

        Browser admin = new Browser();
        admin.signInAs(
                person("sub-root", "root.it", Map.of("roles", List.of("it-administrators")), Map.of(), List.of()));
        assertThat(groups("root.it")).containsExactly("camunda-admin");
        assertThat(admin.get("/camunda/api/admin/auth/user/default").body()).contains("cockpit", "admin");
        assertThat(admin.get(ENGINE + "/user?maxResults=1").statusCode()).isEqualTo(200);
    }

    @Test
    void whoHasNoRoleHereIsToldSoPolitelyInHisLanguage() throws Exception {
        Browser browser = new Browser();
        HttpResponse<String> refused = browser.signInAs(
                person("sub-guest", "guest", Map.of("roles", List.of("offline_access")), Map.of(), List.of()));
        assertThat(location(refused)).endsWith("/login?refused=no-group");
        assertThat(browser.get("/login?refused=no-group", "Accept-Language", "en")
                        .body())
                .contains("House SSO knows you, but you have no role in Aftercare yet");
        assertThat(browser.get("/login?refused=no-group", "Accept-Language", "zh-CN")
                        .body())
                .contains("House SSO 已确认您的身份，但您在售后系统中还没有任何角色");
        assertThat(browser.get("/api/tickets").statusCode()).isEqualTo(401);
        assertThat(identity.createUserQuery().userId("guest").count()).isZero();
        assertThat(browser.get("/login?refused=%3Cscript%3E").body()).doesNotContain("notice-bad", "<script>");
    }

    // --- whose account it is

    @Test
    void anAccountOfTheTableIsNeverTakenOverByNameOrAddress() throws Exception {
        for (String name : List.of("agent", "AGENT", "admin")) {
            Map<String, Object> claims = new TreeMap<>(agent("sub-thief-" + name, name));
            claims.put("email", "agent@aftercare.example");
            claims.put("email_verified", true);
            assertThat(location(new Browser().signInAs(claims))).endsWith("/login?refused=name-taken");
        }
        Map<String, Object> claims = new TreeMap<>(
                person("sub-double", "double", Map.of("roles", List.of("warehouse-staff")), Map.of(), List.of()));
        claims.put("email", "agent@aftercare.example");
        claims.put("email_verified", true);
        new Browser().signInAs(claims);
        assertThat(groups("double")).containsExactly("warehouse-staff");
        assertThat(groups("agent")).containsExactly("service-agents");
        Browser agent = new Browser();
        agent.signInByPassword("agent");
        assertThat(agent.get("/api/tickets").statusCode()).isEqualTo(200);
    }

    @Test
    void anAccountIsHandedOverOnlyWhereAnAdministratorWroteItDown() throws Exception {
        assertThat(new Browser()
                        .get("/api/tickets", "Authorization", basic("parts-keeper", "demo"))
                        .statusCode())
                .isEqualTo(200);
        new Browser()
                .signInAs(person(
                        "sub-of-the-keeper",
                        "anything",
                        Map.of("roles", List.of("parts-keepers")),
                        Map.of(),
                        List.of()));
        assertThat(groups("parts-keeper")).containsExactly("parts-keepers");
        assertThat(new Browser()
                        .get("/api/tickets", "Authorization", basic("parts-keeper", "demo"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoIsRenamedKeepsHisAccountAndNobodyInheritsIt() throws Exception {
        new Browser().signInAs(agent("sub-bride", "miss.li"));
        Browser renamed = new Browser();
        renamed.signInAs(agent("sub-bride", "mrs.zhou"));
        assertThat(renamed.get("/camunda/api/admin/auth/user/default").body()).contains("miss.li");
        assertThat(identity.createUserQuery().userId("mrs.zhou").count()).isZero();
        assertThat(location(new Browser().signInAs(agent("sub-other", "miss.li"))))
                .endsWith("/login?refused=name-taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"王小明", "a b", "", "../admin", "x'--"})
    void aNameThatTheEngineDoesNotTakeIsRefused(String name) throws Exception {
        assertThat(location(new Browser().signInAs(agent("sub-odd-" + name, name))))
                .endsWith("/login?refused=name-unusable");
    }

    @Test
    void aPersonOfTheProviderHasNoPasswordHereEvenIfOneWasSet() throws Exception {
        Browser browser = new Browser();
        browser.signInAs(agent("sub-two-doors", "two-doors"));
        User user = identity.createUserQuery().userId("two-doors").singleResult();
        user.setPassword("Given-by-an-admin-1");
        identity.saveUser(user);
        assertThat(identity.checkPassword("two-doors", "Given-by-an-admin-1")).isTrue();
        assertThat(new Browser()
                        .get("/api/tickets", "Authorization", basic("two-doors", "Given-by-an-admin-1"))
                        .statusCode())
                .isEqualTo(401);
    }

    // --- forged

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "audience", "azp", "expired", "future", "nonce", "no-nonce", "no-subject"})
    void aTokenThatSaysSomethingWrongIsRefused(String wrong) throws Exception {
        Instant now = Instant.now();
        Browser browser = new Browser();
        HttpResponse<String> answer = browser.signInAs(
                agent("sub-forged", "forged"),
                () -> PROVIDER.forge(claims -> switch (wrong) {
                    case "issuer" -> claims.issuer("http://127.0.0.1:1/realms/house");
                    case "audience" -> claims.audience("another-client");
                    case "azp" ->
                        claims.audience(List.of(OidcProvider.CLIENT, "b")).claim("azp", "another-client");
                    case "expired" ->
                        claims.issueTime(Date.from(now.minus(9, ChronoUnit.MINUTES)))
                                .expirationTime(Date.from(now.minus(2, ChronoUnit.MINUTES)));
                    case "future" -> claims.issueTime(Date.from(now.plus(5, ChronoUnit.MINUTES)));
                    case "nonce" -> claims.claim("nonce", "another");
                    case "no-nonce" -> claims.claim("nonce", null);
                    default -> claims.subject(null);
                }));
        refused(browser, answer);
    }

    @ParameterizedTest
    @EnumSource(names = {"FOREIGN_KEY", "UNSIGNED", "SIGNED_WITH_THE_CLIENT_SECRET"})
    void aTokenThatTheProviderDidNotSignIsRefused(OidcProvider.Lie lie) throws Exception {
        Browser browser = new Browser();
        refused(browser, browser.signInAs(agent("sub-forged", "forged"), () -> PROVIDER.lie(lie)));
    }

    @Test
    void clocksMayDifferByHalfAMinute() throws Exception {
        Instant now = Instant.now();
        Browser behind = new Browser();
        behind.signInAs(
                agent("sub-late", "late"),
                () -> PROVIDER.forge(claims -> claims.issueTime(Date.from(now.minusSeconds(90)))
                        .expirationTime(Date.from(now.minusSeconds(30)))));
        assertThat(behind.get("/api/tickets").statusCode()).isEqualTo(200);
        Browser ahead = new Browser();
        ahead.signInAs(
                agent("sub-early", "early"),
                () -> PROVIDER.forge(claims -> claims.issueTime(Date.from(now.plusSeconds(30)))));
        assertThat(ahead.get("/api/tickets").statusCode()).isEqualTo(200);
    }

    @Test
    void theRequestCarriesProofNonceAndStateAndTheAnswerFitsOneBrowserOnce() throws Exception {
        PROVIDER.next(agent("sub-flow", "flow"));
        Browser browser = new Browser();
        browser.get("/oauth2/authorization/oidc");
        String callback = browser.callback();
        var request = PROVIDER.lastRequest();
        assertThat(request.getCodeChallengeMethod().getValue()).isEqualTo("S256");
        assertThat(request.getNonce().getValue()).hasSizeGreaterThan(30);
        assertThat(request.getState().getValue()).hasSizeGreaterThan(30);
        assertThat(request.getScope().toStringList()).contains("openid");

        // somebody else's browser, and a state that was never given
        assertThat(location(new Browser().get(callback))).endsWith("/login?refused=provider");
        assertThat(location(browser.get("/login/oauth2/code/oidc?code=x&state=y")))
                .endsWith("/login?refused=provider");
        Browser second = new Browser();
        second.get("/oauth2/authorization/oidc");
        HttpResponse<String> in = second.get(second.callback());
        assertThat(location(in)).doesNotContain("refused");
        assertThat(second.get("/api/tickets").statusCode()).isEqualTo(200);
    }

    @Test
    void aSignInGetsANewSession() throws Exception {
        PROVIDER.next(agent("sub-fixed", "fixed"));
        Browser browser = new Browser();
        browser.get("/oauth2/authorization/oidc");
        String before = browser.cookie("AFTERCARE-SESSION");
        browser.get(browser.callback());
        assertThat(before).isNotNull();
        assertThat(browser.cookie("AFTERCARE-SESSION")).isNotNull().isNotEqualTo(before);
    }

    // --- leaving

    @Test
    void signingOutEndsTheSessionOfTheProviderToo() throws Exception {
        Browser browser = new Browser();
        browser.signInAs(agent("sub-leaver", "leaver"));
        HttpResponse<String> page = browser.get("/tickets");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("form-action 'self' " + PROVIDER.issuer().replace("/realms/house", ""));
        HttpResponse<String> out = browser.send(
                "POST",
                "/logout",
                "_csrf=" + URLEncoder.encode(browser.csrf(), StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(location(out)).startsWith(PROVIDER.issuer() + "/protocol/openid-connect/logout?");
        assertThat(browser.get("/api/tickets").statusCode()).isEqualTo(401);
        HttpResponse<String> back = browser.follow(out);
        assertThat(location(back)).isEqualTo("http://127.0.0.1:" + port + "/login?logout");
        var told = Objects.requireNonNull(PROVIDER.lastLogout());
        assertThat(told.getIDTokenHint().getJWTClaimsSet().getSubject()).isEqualTo("sub-leaver");
    }

    @Test
    void aSessionThatTheProviderDidNotConfirmForTooLongIsOver() throws Exception {
        Browser browser = new Browser();
        browser.signInAs(agent("sub-old", "old"));
        assertThat(browser.get("/api/tickets").statusCode()).isEqualTo(200);
        jdbc.update(
                "update oidc_account set signed_in_at = ? where user_id = 'old'",
                Timestamp.from(Instant.now().minus(25, ChronoUnit.HOURS)));
        assertThat(browser.get("/api/tickets").statusCode()).isEqualTo(401);
    }

    @Test
    void whoComesNoMoreLeavesHisGroupsUntilHeComesAgain() throws Exception {
        new Browser().signInAs(agent("sub-gone", "gone"));
        accounts.dropGroupsOfTheAbsent();
        assertThat(groups("gone")).containsExactly("service-agents");
        jdbc.update(
                "update oidc_account set signed_in_at = ? where user_id = 'gone'",
                Timestamp.from(Instant.now().minus(32, ChronoUnit.DAYS)));
        accounts.dropGroupsOfTheAbsent();
        assertThat(groups("gone")).isEmpty();
        assertThat(groups("agent")).containsExactly("service-agents");
        new Browser().signInAs(agent("sub-gone", "gone"));
        assertThat(groups("gone")).containsExactly("service-agents");
    }

    // --- help

    private void refused(Browser browser, HttpResponse<String> answer) throws Exception {
        assertThat(location(answer)).endsWith("/login?refused=provider");
        assertThat(browser.get("/api/tickets").statusCode()).isEqualTo(401);
        assertThat(identity.createUserQuery().userId("forged").count()).isZero();
    }

    private Set<String> groups(String user) {
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .collect(Collectors.toSet());
    }

    private static Map<String, Object> agent(String subject, String name) {
        return person(subject, name, Map.of("roles", List.of("service-agents")), Map.of(), List.of());
    }

    private static Map<String, Object> person(
            String subject, String name, Map<String, ?> realm, Map<String, ?> resources, List<String> groups) {
        return Map.of(
                "sub",
                subject,
                "preferred_username",
                name,
                "realm_access",
                realm,
                "resource_access",
                resources,
                "groups",
                groups);
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private interface Change {
        void make();
    }

    private final class Browser {

        private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        private @Nullable String xsrf;
        private @Nullable HttpResponse<String> last;

        HttpResponse<String> signInAs(Map<String, Object> claims) throws Exception {
            return signInAs(claims, () -> {});
        }

        /** What the callback of the provider is answered. */
        HttpResponse<String> signInAs(Map<String, Object> claims, Change change) throws Exception {
            PROVIDER.next(claims);
            change.make();
            get("/oauth2/authorization/oidc");
            HttpResponse<String> answer = get(callback());
            if (!location(answer).contains("refused")) {
                HttpResponse<String> tasklist = get("/camunda/app/tasklist/default/");
                tasklist.headers().allValues("Set-Cookie").forEach(cookie -> {
                    Matcher token = XSRF.matcher(cookie);
                    if (token.find()) {
                        xsrf = token.group(1);
                    }
                });
            }
            return answer;
        }

        /** Through the provider's page to the address that it sends the browser back to. */
        String callback() throws Exception {
            URI back = URI.create(location(follow(Objects.requireNonNull(last))));
            return back.getRawPath() + "?" + back.getRawQuery();
        }

        void signInByPassword(String user) throws Exception {
            HttpResponse<String> answer = send(
                    "POST",
                    "/login",
                    "username=" + user + "&password=demo&_csrf=" + URLEncoder.encode(csrf(), StandardCharsets.UTF_8),
                    "Content-Type",
                    "application/x-www-form-urlencoded");
            assertThat(location(answer)).doesNotContain("error");
        }

        String csrf() throws Exception {
            Matcher token = CSRF.matcher(get("/login").body());
            assertThat(token.find()).isTrue();
            return token.group(1);
        }

        @Nullable
        String cookie(String name) {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals(name))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElse(null);
        }

        HttpResponse<String> follow(HttpResponse<String> redirect) throws IOException, InterruptedException {
            return new Browser().fetch(URI.create(location(redirect)));
        }

        HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
            HttpResponse<String> answer = send("GET", path, "", headers);
            last = answer;
            return answer;
        }

        private HttpResponse<String> fetch(URI uri) throws IOException, InterruptedException {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
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
            request.setHeader("Accept", path.contains("/api/") ? "application/json" : "text/html");
            if (xsrf != null && path.startsWith("/camunda")) {
                request.setHeader("X-XSRF-TOKEN", xsrf);
            }
            for (int i = 0; i < headers.length; i += 2) {
                request.setHeader(headers[i], headers[i + 1]);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
