package io.aftercare.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider with Keycloak's addresses and claims that also lies on demand. Nimbus reads and writes the
 * protocol; a ready-made mock would have put Kotlin, FreeMarker and Netty on the class path of every other test.
 */
final class OidcProvider implements AutoCloseable {

    static final String CLIENT = "aftercare";
    static final String SECRET = "client-secret-of-the-test";

    /** How a token is made to be refused. */
    enum Lie {
        NONE,
        FOREIGN_KEY,
        UNSIGNED,
        SIGNED_WITH_THE_CLIENT_SECRET
    }

    private final HttpServer server;
    private final RSAKey key = key("house");
    private final RSAKey foreign = key("house");
    private final Map<String, AuthenticationRequest> codes = new ConcurrentHashMap<>();

    private volatile Map<String, Object> person = Map.of();
    private volatile UnaryOperator<JWTClaimsSet.Builder> forged = UnaryOperator.identity();
    private volatile Lie lie = Lie.NONE;
    private volatile boolean away;
    private volatile @Nullable AuthenticationRequest lastRequest;
    private volatile @Nullable LogoutRequest lastLogout;

    OidcProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        on("/.well-known/openid-configuration", exchange -> json(exchange, 200, metadata()));
        on("/protocol/openid-connect/auth", this::authorize);
        on("/protocol/openid-connect/token", this::token);
        on("/protocol/openid-connect/certs", exchange -> json(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        on("/protocol/openid-connect/logout", this::logout);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/house";
    }

    /** Who stands before the login page of the provider next. */
    void next(Map<String, Object> claims) {
        person = claims;
        forged = UnaryOperator.identity();
        lie = Lie.NONE;
    }

    void forge(UnaryOperator<JWTClaimsSet.Builder> change) {
        forged = change;
    }

    void lie(Lie how) {
        lie = how;
    }

    void away(boolean now) {
        away = now;
    }

    AuthenticationRequest lastRequest() {
        return Objects.requireNonNull(lastRequest);
    }

    @Nullable
    LogoutRequest lastLogout() {
        return lastLogout;
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws Exception;
    }

    private void on(String path, Handler handler) {
        server.createContext("/realms/house" + path, exchange -> {
            try (exchange) {
                if (away) {
                    json(exchange, 503, "{}");
                } else {
                    handler.handle(exchange);
                }
            } catch (Exception refused) {
                json(exchange, 400, "{\"error\":\"invalid_request\"}");
            }
        });
    }

    private void authorize(HttpExchange exchange) throws Exception {
        AuthenticationRequest request = AuthenticationRequest.parse(exchange.getRequestURI());
        lastRequest = request;
        String code = UUID.randomUUID().toString();
        codes.put(code, request);
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        request.getRedirectionURI() + "?code=" + code + "&state="
                                + request.getState().getValue());
        exchange.sendResponseHeaders(302, -1);
    }

    private static String first(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).get(0);
    }

    private void token(HttpExchange exchange) throws Exception {
        String basic =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        Map<String, List<String>> form =
                URLUtils.parseParameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        AuthenticationRequest request = codes.remove(first(form, "code"));
        CodeChallenge proof =
                CodeChallenge.compute(request.getCodeChallengeMethod(), new CodeVerifier(first(form, "code_verifier")));
        if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || !proof.equals(request.getCodeChallenge())
                || !request.getRedirectionURI().toString().equals(first(form, "redirect_uri"))) {
            json(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", request.getNonce().getValue());
        person.forEach(claims::claim);
        json(
                exchange,
                200,
                "{\"access_token\":\"opaque\",\"token_type\":\"Bearer\",\"expires_in\":300,\"scope\":\"openid profile"
                        + " email\",\"id_token\":\""
                        + signed(forged.apply(claims).build()).serialize() + "\"}");
    }

    private JWT signed(JWTClaimsSet claims) throws JOSEException {
        if (lie == Lie.UNSIGNED) {
            return new PlainJWT(claims);
        }
        if (lie == Lie.SIGNED_WITH_THE_CLIENT_SECRET) {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner((SECRET + SECRET).getBytes(StandardCharsets.UTF_8)));
            return token;
        }
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(lie == Lie.FOREIGN_KEY ? foreign : key));
        return token;
    }

    private void logout(HttpExchange exchange) throws Exception {
        LogoutRequest request = LogoutRequest.parse(exchange.getRequestURI());
        lastLogout = request;
        exchange.getResponseHeaders()
                .set("Location", request.getPostLogoutRedirectionURI().toString());
        exchange.sendResponseHeaders(302, -1);
    }

    private String metadata() {
        String base = issuer() + "/protocol/openid-connect";
        return """
                {"issuer": "%s", "authorization_endpoint": "%s/auth", "token_endpoint": "%s/token",
                 "jwks_uri": "%s/certs", "end_session_endpoint": "%s/logout",
                 "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"],
                 "token_endpoint_auth_methods_supported": ["client_secret_basic"]}
                """.formatted(issuer(), base, base, base, base);
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
