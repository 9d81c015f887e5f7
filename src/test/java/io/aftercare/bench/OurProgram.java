package io.aftercare.bench;

import io.aftercare.AftercareApplication;
import io.aftercare.MySqlServer;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.demo.DemoData;
import io.aftercare.demo.DemoPeople.DemoUser;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Aftercare in this very machine, with a clock that the bench moves and nothing that runs on its own. */
final class OurProgram implements AutoCloseable {

    private static final int CUSTOMERS = 100;

    private final ConfigurableApplicationContext context;

    OurProgram(MySqlServer.Database database, String... more) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("spring.datasource.url", database.url());
        settings.put("spring.datasource.username", database.user());
        settings.put("spring.datasource.password", database.password());
        settings.put("server.port", "0");
        settings.put("aftercare.language", "en");
        settings.put("aftercare.tracking.watch-enabled", "false");
        settings.put("aftercare.notification.relay-enabled", "false");
        settings.put("aftercare.absence.watch-enabled", "false");
        settings.put("aftercare.conversation.sending-enabled", "false");
        settings.put("camunda.bpm.job-execution.enabled", "false");
        Arrays.stream(more).forEach(each -> settings.put(each.split("=")[0], each.split("=", 2)[1]));
        context = new SpringApplicationBuilder(AftercareApplication.class, MovedClockBean.class)
                .profiles("bench")
                .run(settings.entrySet().stream()
                        .map(each -> "--" + each.getKey() + "=" + each.getValue())
                        .toArray(String[]::new));
        people();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    static String customer(int each) {
        return "C-" + each % CUSTOMERS;
    }

    static String order(int each) {
        return "SO-" + each % CUSTOMERS;
    }

    /** Everybody of the demo, and customers with an order each. */
    private void people() {
        IdentityService identity = bean(IdentityService.class);
        for (DemoUser each : DemoData.USERS) {
            User user = identity.newUser(each.id());
            user.setFirstName(each.id());
            user.setEmail(each.id() + "@house.example");
            user.setPassword("demo");
            identity.saveUser(user);
            identity.createMembership(user.getId(), each.group());
        }
        Customers customers = bean(Customers.class);
        for (int each = 0; each < CUSTOMERS; each++) {
            customers.add(new Customer(
                    customer(each),
                    "Customer " + each,
                    "1380000" + (1000 + each),
                    null,
                    null,
                    "STANDARD",
                    MovedClock.MONDAY,
                    null));
            customers.addOrder(new CustomerOrder(
                    order(each),
                    customer(each),
                    "Purifier",
                    "S-" + each,
                    new BigDecimal("999.00"),
                    MovedClock.MONDAY,
                    MovedClock.MONDAY));
        }
    }

    /** Signs this thread in. */
    static void as(String user) {
        DemoUser found = DemoData.USERS.stream()
                .filter(each -> each.id().equals(user))
                .findFirst()
                .orElseThrow();
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        user, null, AuthorityUtils.createAuthorityList("ROLE_" + found.group())));
    }

    @Override
    public void close() {
        context.close();
    }

    /** Time that the bench moves. */
    @TestConfiguration(proxyBeanMethods = false)
    static class MovedClockBean {

        @Bean
        @Primary
        MovedClock movedClock() {
            return new MovedClock();
        }
    }
}
