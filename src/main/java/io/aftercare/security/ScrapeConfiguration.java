package io.aftercare.security;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Who may read the figures: administrators, service managers, and one machine account whose password stands in {@code
 * aftercare.monitoring.password}. That account is not the engine's, so that figures can be read while the database is
 * away, and it may do nothing else.
 */
@Configuration
class ScrapeConfiguration {

    private static final String MONITORING = "monitoring";
    private static final int SHORTEST_PASSWORD = 16;

    // a machine's password is random and long; a scrape every few seconds must not cost what a login costs
    private static final int STRENGTH = 6;

    private final String password;

    ScrapeConfiguration(@Value("${aftercare.monitoring.password:}") String password) {
        if (!password.isEmpty() && password.length() < SHORTEST_PASSWORD) {
            throw new IllegalStateException(
                    "aftercare.monitoring.password is shorter than " + SHORTEST_PASSWORD + " characters");
        }
        this.password = password;
    }

    @Bean
    @Order(0)
    SecurityFilterChain scrapes(HttpSecurity http, AuthenticationManager people, Refusals refusals) throws Exception {
        return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/actuator/prometheus"))
                .authorizeHttpRequests(
                        requests -> requests.anyRequest().hasAnyRole(Groups.ADMIN, Groups.SERVICE_MANAGERS, MONITORING))
                .authenticationManager(readers(people))
                .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .build();
    }

    private AuthenticationManager readers(AuthenticationManager people) {
        if (password.isEmpty()) {
            return people;
        }
        BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(STRENGTH);
        DaoAuthenticationProvider machine =
                new DaoAuthenticationProvider(new InMemoryUserDetailsManager(User.withUsername(MONITORING)
                        .password(encoder.encode(password))
                        .roles(MONITORING)
                        .build()));
        machine.setPasswordEncoder(encoder);
        List<AuthenticationProvider> providers = new ArrayList<>();
        providers.add(machine);
        return new ProviderManager(providers, people);
    }
}
