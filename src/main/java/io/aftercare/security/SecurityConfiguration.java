package io.aftercare.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.apache.catalina.core.StandardHost;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * One login for pages, API and the engine's webapps. Open are the start page, the login, customers' pages and the
 * health probes; everything else asks who is there, and what he may do stands at each endpoint. Three chains: files of
 * our pages, the webapps (whose allow-list and CSRF guard follow in the servlet chain), and all the rest.
 */
@Configuration
@EnableMethodSecurity
class SecurityConfiguration {

    private static final String POLICY = "Content-Security-Policy";

    private static final String[] FILES = {"/css/**", "/js/**", "/img/**", "/webjars/**", "/favicon.ico"};

    private static final String[] API_DESCRIPTION = {
        "/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui.html", "/swagger-ui/**"
    };

    private static final String PAGES = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // the diagram viewer and Swagger UI place their elements with style attributes and elements of their own
    private static final String DIAGRAM_PAGES = PAGES + "; style-src-attr 'unsafe-inline'";
    private static final String SWAGGER = PAGES.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    private final Duration recheckAfter;
    private final boolean secureCookies;
    private final Clock clock;

    SecurityConfiguration(
            @Value("${aftercare.security.recheck-after:PT30S}") Duration recheckAfter,
            @Value("${server.servlet.session.cookie.secure:false}") boolean secureCookies,
            Clock clock) {
        this.clock = clock;
        this.secureCookies = secureCookies;
        this.recheckAfter = recheckAfter;
    }

    /** Nobody looks at the time of each filter, and measuring it was a tenth of a call (P1); requests are measured as wholes. */
    @Bean
    static SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    AuthenticationManager authenticationManager(
            EngineAuthenticationProvider engine, AuthenticationEventPublisher refusals) {
        ProviderManager manager = new ProviderManager(engine);
        manager.setAuthenticationEventPublisher(refusals);
        return manager;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> unreadableAddresses() {
        return server -> server.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(UnreadableAddress.class.getName());
            }
        });
    }

    @Bean
    @Order(1)
    SecurityFilterChain files(HttpSecurity http) throws Exception {
        return http.securityMatcher(paths(FILES))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .securityContext(context -> context.disable())
                .sessionManagement(session -> session.disable())
                .headers(headers -> headers.cacheControl(cache -> cache.disable())
                        .contentSecurityPolicy(policy -> policy.policyDirectives(PAGES)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain webapps(HttpSecurity http, EngineAuthenticationProvider people, Refusals refusals)
            throws Exception {
        return http.securityMatcher(paths("/camunda", "/camunda/**"))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .access(staff()))
                // the webapps bring their own CSRF filter and headers
                .csrf(csrf -> csrf.disable())
                .headers(headers -> headers.cacheControl(cache -> cache.disable())
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                .logout(logout -> logout.disable())
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .addFilterBefore(new MembershipFilter(people, recheckAfter, clock), AuthorizationFilter.class)
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pagesAndApi(
            HttpSecurity http,
            EngineAuthenticationProvider people,
            Refusals refusals,
            ObjectProvider<SingleSignOn> singleSignOn,
            Environment environment)
            throws Exception {
        SingleSignOn provider = singleSignOn.getIfAvailable();
        boolean demo = environment.acceptsProfiles(Profiles.of("demo"));
        http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(
                                paths("/", "/login", "/error", "/t/**", "/s/**", "/suggest", "/help", "/help/**"))
                        .permitAll()
                        // what proves itself by its signature
                        .requestMatchers(paths("/api/channels/*/messages"))
                        .permitAll()
                        .requestMatchers(paths("/actuator/health", "/actuator/health/**"))
                        .permitAll()
                        .requestMatchers(paths("/actuator", "/actuator/**"))
                        .hasAnyRole(Groups.ADMIN, Groups.SERVICE_MANAGERS)
                        .requestMatchers(paths(API_DESCRIPTION))
                        .access(demo ? anybody() : signedIn())
                        .requestMatchers(paths("/demo/messages", "/demo/clock"))
                        .access(demo ? anybody() : signedIn())
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage("/login").failureHandler(withoutSession("/login?error")))
                .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
                .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                // nothing of a former login in the same browser may stay in the session
                .sessionManagement(session -> session.requireExplicitAuthenticationStrategy(true)
                        .sessionFixation(fixation -> fixation.newSession()))
                .csrf(csrf -> csrf.csrfTokenRepository(CsrfTokens.repository(secureCookies))
                        .csrfTokenRequestHandler(new CsrfTokens())
                        .requireCsrfProtectionMatcher(CsrfTokens::isNeededFor))
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=()"))
                        .addHeaderWriter(contentSecurityPolicy(provider)))
                .addFilterBefore(new MembershipFilter(people, recheckAfter, clock), AuthorizationFilter.class);
        if (provider != null) {
            provider.addTo(http);
        }
        return http.build();
    }

    private static HeaderWriter contentSecurityPolicy(@Nullable SingleSignOn provider) {
        return (request, response) -> {
            String path =
                    request.getRequestURI().substring(request.getContextPath().length());
            String directives =
                    path.startsWith("/swagger-ui") ? SWAGGER : path.startsWith("/tickets/") ? DIAGRAM_PAGES : PAGES;
            if (!response.containsHeader(POLICY)) {
                response.setHeader(POLICY, provider == null ? directives : mayLeadTo(provider, directives));
            }
        };
    }

    /** Browsers also ask the policy where the answer to a form leads: after the sign-out to the provider. */
    private static String mayLeadTo(SingleSignOn provider, String directives) {
        return directives.replace(
                "form-action 'self'", "form-action 'self' " + String.join(" ", provider.signOutOrigins()));
    }

    /** After the login people come back to the page that they wanted, never to a call of a script. */
    private WantedPage pagesOnly() {
        WantedPage cache = new WantedPage();
        cache.setRequestMatcher(
                (HttpServletRequest request) -> request.getMethod().equals("GET") && !Refusals.isForMachine(request));
        cache.setCookieCustomizer(cookie -> {
            cookie.setAttribute("SameSite", "Lax");
            cookie.setSecure(secureCookies);
        });
        return cache;
    }

    private static SimpleUrlAuthenticationFailureHandler withoutSession(String page) {
        SimpleUrlAuthenticationFailureHandler failure = new SimpleUrlAuthenticationFailureHandler(page);
        failure.setAllowSessionCreation(false);
        return failure;
    }

    /**
     * Patterns over the whole path. (Spring's string patterns look at the path inside a servlet's mapping, and each
     * webapp is a servlet of its own: they would not have matched its calls.)
     */
    private static RequestMatcher paths(String... patterns) {
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        return new OrRequestMatcher(
                Arrays.stream(patterns).<RequestMatcher>map(path::matcher).toList());
    }

    private static AuthorizationManager<RequestAuthorizationContext> staff() {
        return AuthorizationManagers.allOf(
                AuthenticatedAuthorizationManager.authenticated(),
                AuthorizationManagers.not(AuthorityAuthorizationManager.hasRole(Groups.CHANNELS)));
    }

    private static AuthorizationManager<RequestAuthorizationContext> signedIn() {
        return AuthenticatedAuthorizationManager.authenticated();
    }

    private static AuthorizationManager<RequestAuthorizationContext> anybody() {
        return (authentication, request) -> new AuthorizationDecision(true);
    }
}
