package io.aftercare.oidc;

import io.aftercare.security.SingleSignOn;
import io.aftercare.security.StaffAccounts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.client.RestClientException;

/**
 * The code flow with PKCE, state and nonce, and a sign-out that ends the provider's session too. Of the provider's tokens
 * only the id token stays, in the session, because the sign-out has to show it.
 */
class OidcSignOn implements SingleSignOn {

    static final String REGISTRATION = "oidc";
    private static final String AUTHORIZATION = "/oauth2/authorization";
    private static final Logger LOG = LoggerFactory.getLogger(OidcSignOn.class);
    private static final Set<String> REASONS =
            Set.of(SignInRefused.NO_GROUP, SignInRefused.NAME_TAKEN, SignInRefused.NAME_UNUSABLE);

    private final OidcProperties properties;
    private final OidcRegistration registration;
    private final OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens;
    private final OidcUserService users;
    private final OidcClaims claims;
    private final OidcAccounts accounts;
    private final StaffAccounts staff;

    OidcSignOn(
            OidcProperties properties,
            OidcRegistration registration,
            OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens,
            OidcUserService users,
            OidcClaims claims,
            OidcAccounts accounts,
            StaffAccounts staff) {
        this.properties = properties;
        this.registration = registration;
        this.tokens = tokens;
        this.users = users;
        this.claims = claims;
        this.accounts = accounts;
        this.staff = staff;
    }

    @Override
    public String name() {
        return properties.name();
    }

    @Override
    public String entrance() {
        return AUTHORIZATION + "/" + REGISTRATION;
    }

    @Override
    public void addTo(HttpSecurity http) throws Exception {
        OidcClientInitiatedLogoutSuccessHandler signOut = new OidcClientInitiatedLogoutSuccessHandler(registration);
        signOut.setPostLogoutRedirectUri("{baseUrl}/login?logout");
        signOut.setDefaultTargetUrl("/login?logout");
        http.oauth2Login(login -> login.loginPage("/login")
                        .clientRegistrationRepository(registration)
                        .authorizedClientRepository(new NoTokenIsKept())
                        .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests()))
                        .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(tokens))
                        .userInfoEndpoint(endpoint -> endpoint.oidcUserService(this::person)
                                .userService(plain -> {
                                    throw new OAuth2AuthenticationException("openid_missing");
                                }))
                        .withObjectPostProcessor(politely())
                        .failureHandler(OidcSignOn::refused))
                .logout(logout -> logout.logoutSuccessHandler((request, response, authentication) -> {
                    try {
                        signOut.onLogoutSuccess(request, response, authentication);
                    } catch (RestClientException | IllegalStateException away) {
                        LOG.warn("The identity provider does not answer: signed out of Aftercare alone");
                        response.sendRedirect(request.getContextPath() + "/login?logout");
                    }
                }));
    }

    /** With PKCE also for a confidential client. */
    private OAuth2AuthorizationRequestResolver requests() {
        DefaultOAuth2AuthorizationRequestResolver requests =
                new DefaultOAuth2AuthorizationRequestResolver(registration, AUTHORIZATION);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return requests;
    }

    /** A provider that is away is told on the login page, not as an error of ours. */
    private static ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> politely() {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(OidcSignOn::refused);
                return filter;
            }
        };
    }

    private OidcUser person(OidcUserRequest request) {
        OidcUser said = users.loadUser(request);
        Set<String> groups = claims.groups(said.getClaims(), staff.knownGroups());
        if (groups.isEmpty()) {
            throw new SignInRefused(SignInRefused.NO_GROUP);
        }
        var visitor = claims.visitor(said.getIdToken(), said.getClaims());
        String userId = signedIn(visitor, groups);
        return new OidcPerson(
                userId,
                AuthorityUtils.createAuthorityList(
                        groups.stream().map(group -> "ROLE_" + group).toList()),
                said.getIdToken());
    }

    private String signedIn(OidcAccounts.Visitor visitor, Set<String> groups) {
        try {
            return accounts.signIn(visitor, groups);
        } catch (DuplicateKeyException sameMomentElsewhere) {
            try {
                return accounts.signIn(visitor, groups);
            } catch (DuplicateKeyException another) {
                throw new SignInRefused(SignInRefused.NAME_TAKEN);
            }
        }
    }

    private static void refused(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        String code = exception instanceof OAuth2AuthenticationException known
                ? known.getError().getErrorCode()
                : "";
        LOG.warn("A sign-in by the identity provider was refused: {}", printable(code));
        response.sendRedirect(
                request.getContextPath() + "/login?refused=" + (REASONS.contains(code) ? code : "provider"));
    }

    /** The code comes from the address bar. */
    private static String printable(String code) {
        String plain = code.replaceAll("[^a-zA-Z0-9_.-]", "?");
        return plain.length() > 80 ? plain.substring(0, 80) : plain;
    }

    @Override
    public List<String> signOutOrigins() {
        return registration.origins();
    }

    @Override
    public boolean owns(String user) {
        return accounts.owns(user);
    }

    @Override
    public boolean vouchesFor(String user) {
        return accounts.vouchesFor(user);
    }

    /** Access and refresh tokens are not needed after the sign-in. */
    private static final class NoTokenIsKept implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String registration, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // nothing: see above
        }

        @Override
        public void removeAuthorizedClient(
                String registration,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // nothing: see above
        }
    }
}
