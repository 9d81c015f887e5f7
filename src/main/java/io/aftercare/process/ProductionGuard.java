package io.aftercare.process;

import io.aftercare.security.Groups;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Production does not start open: not with a known secret or database password, not without an administrator (the
 * engine would let anybody become one, CVE-2026-77226), not with the demo's people. All that is wrong is told at once.
 *
 * <p>The first administrator: as long as the group {@code camunda-admin} has no member, the environment variables {@code
 * AFTERCARE_ADMIN_NAME} (default {@code admin}) and {@code AFTERCARE_ADMIN_PASSWORD} create one. The password has to
 * meet the engine's policy (10 characters, lower and upper case, a digit, a special character) and must be no demo
 * password. Later starts ignore both: remove them, and change the password in the Admin app. A person of that name who
 * exists already is never changed.
 */
@Component
@Profile("production")
class ProductionGuard implements SmartInitializingSingleton {

    static final int SHORTEST_SECRET = 32;
    static final String DEMO_SECRET = "insecure-demo-secret-change-me";
    static final Set<String> KNOWN_PASSWORDS = Set.of(
            "", "aftercare", "demo", "camunda", "root", "password", "mysql", "admin", "sa", "secret", "changeme");

    private static final Logger LOG = LoggerFactory.getLogger(ProductionGuard.class);

    private final FirstStart firstStart;
    private final TasklistBootstrap bootstrap;
    private final IdentityService identity;
    private final ProcessEngineConfigurationImpl engine;
    private final Settings settings;

    ProductionGuard(
            FirstStart firstStart,
            TasklistBootstrap bootstrap,
            IdentityService identity,
            ProcessEngineConfigurationImpl engine,
            @Value("${aftercare.tracking-secret:}") String trackingSecret,
            @Value("${spring.datasource.password:}") String databasePassword,
            @Value("${aftercare.admin-name:admin}") String adminName,
            @Value("${aftercare.admin-password:}") String adminPassword) {
        this.firstStart = firstStart;
        this.bootstrap = bootstrap;
        this.identity = identity;
        this.engine = engine;
        this.settings = new Settings(trackingSecret, databasePassword, adminName, adminPassword);
        refuse(settings.faults());
    }

    /** Before anything else is made, and before the database is touched. */
    @Bean
    static BeanFactoryPostProcessor productionSettings(Environment environment) {
        return beans -> refuse(new Settings(
                        environment.getProperty("aftercare.tracking-secret", ""),
                        environment.getProperty("spring.datasource.password", ""),
                        environment.getProperty("aftercare.admin-name", "admin"),
                        environment.getProperty("aftercare.admin-password", ""))
                .faults());
    }

    @Override
    public void afterSingletonsInstantiated() {
        firstStart.alone(() -> {
            bootstrap.ensure();
            if (administrators() == 0 && !settings.adminPassword().isBlank()) {
                firstAdministrator();
            }
        });
        List<String> faults = new ArrayList<>();
        if (administrators() == 0) {
            faults.add("there is no administrator: set AFTERCARE_ADMIN_PASSWORD (and AFTERCARE_ADMIN_NAME) once");
        }
        List<String> demoPeople = identity.createUserQuery().list().stream()
                .filter(this::hasDemoPassword)
                .map(User::getId)
                .toList();
        if (!demoPeople.isEmpty()) {
            faults.add("these people have the demo's password: " + String.join(", ", demoPeople));
        }
        refuse(faults);
    }

    /** Compares without counting as an attempt to log in. */
    private boolean hasDemoPassword(User user) {
        return user instanceof UserEntity stored
                && stored.getPassword() != null
                && engine.getPasswordManager()
                        .check(EncryptionUtil.saltPassword("demo", stored.getSalt()), stored.getPassword());
    }

    private long administrators() {
        return identity.createUserQuery().memberOfGroup(Groups.ADMIN).count();
    }

    private void firstAdministrator() {
        String name = settings.adminName();
        if (identity.createUserQuery().userId(name).count() > 0) {
            refuse(List.of("AFTERCARE_ADMIN_NAME names " + name + ", who exists and is no administrator"));
        }
        User admin = identity.newUser(name);
        admin.setFirstName("First");
        admin.setLastName("Administrator");
        admin.setPassword(settings.adminPassword());
        identity.saveUser(admin);
        identity.createMembership(name, Groups.ADMIN);
        LOG.info("Created the first administrator {}", name);
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new IllegalStateException("Aftercare does not start in production: " + String.join("; ", faults));
        }
    }

    /** What can be judged before the database is asked. */
    record Settings(String trackingSecret, String databasePassword, String adminName, String adminPassword) {

        List<String> faults() {
            List<String> faults = new ArrayList<>();
            if (trackingSecret.isBlank()) {
                faults.add("AFTERCARE_TRACKING_SECRET is not set");
            } else if (trackingSecret.equals(DEMO_SECRET)) {
                faults.add("AFTERCARE_TRACKING_SECRET is the demo's");
            } else if (trackingSecret.length() < SHORTEST_SECRET) {
                faults.add("AFTERCARE_TRACKING_SECRET is shorter than " + SHORTEST_SECRET + " characters");
            }
            if (KNOWN_PASSWORDS.contains(databasePassword)) {
                faults.add("SPRING_DATASOURCE_PASSWORD is empty or a well-known default");
            }
            if (KNOWN_PASSWORDS.contains(adminPassword) && !adminPassword.isEmpty()) {
                faults.add("AFTERCARE_ADMIN_PASSWORD is a well-known default");
            }
            return faults;
        }

        @Override
        public String toString() {
            return "Settings";
        }
    }
}
