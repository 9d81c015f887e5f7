package io.aftercare.operation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.stereotype.Component;

/** How often a login was refused on this node: guessing shows here before it locks somebody out (S13). */
@Component
class LoginFigures {

    private final Counter failures;

    LoginFigures(MeterRegistry registry) {
        this.failures = Counter.builder("aftercare.login.failures")
                .description("Logins that were refused by this node")
                .register(registry);
    }

    @EventListener
    void refused(AbstractAuthenticationFailureEvent failure) {
        failures.increment();
    }
}
