package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductionGuardTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final IdentityService identity = mock(IdentityService.class, RETURNS_DEEP_STUBS);
    private final ProcessEngineConfigurationImpl engine =
            mock(ProcessEngineConfigurationImpl.class, RETURNS_DEEP_STUBS);
    private final TasklistBootstrap bootstrap = mock(TasklistBootstrap.class);

    @ParameterizedTest
    @CsvSource({
        "'', AFTERCARE_TRACKING_SECRET is not set",
        "insecure-demo-secret-change-me, AFTERCARE_TRACKING_SECRET is the demo",
        "0123456789abcdef0123456789abcde, AFTERCARE_TRACKING_SECRET is shorter than 32"
    })
    void aKnownOrShortSecretStopsTheStart(String secret, String reason) {
        assertThatThrownBy(() -> guard(secret, "long-database-password", ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aftercare", "root", "demo", "password"})
    void aDefaultDatabasePasswordStopsTheStart(String password) {
        assertThatThrownBy(() -> guard(SECRET, password, "")).hasMessageContaining("SPRING_DATASOURCE_PASSWORD");
    }

    @Test
    void everythingWrongIsToldAtOnce() {
        assertThatThrownBy(() -> guard("", "", "demo"))
                .hasMessageContaining("TRACKING_SECRET")
                .hasMessageContaining("DATASOURCE_PASSWORD")
                .hasMessageContaining("ADMIN_PASSWORD");
    }

    @Test
    void noAdministratorStopsTheStart() {
        administrators(0);
        people();
        assertThatThrownBy(() -> guard(SECRET, "long-database-password", "").afterSingletonsInstantiated())
                .hasMessageContaining("no administrator");
    }

    @Test
    void theFirstAdministratorComesFromTheEnvironment() {
        long[] members = {0};
        when(identity.createUserQuery().memberOfGroup("camunda-admin").count()).thenAnswer(call -> members[0]);
        when(identity.createUserQuery().userId("admin").count()).thenReturn(0L);
        doAnswer(call -> members[0] = 1).when(identity).createMembership("admin", "camunda-admin");
        people();
        guard(SECRET, "long-database-password", "Correct-Horse-1").afterSingletonsInstantiated();
        verify(identity).saveUser(any());
        assertThat(members[0]).isOne();
    }

    @Test
    void laterStartsCreateNobody() {
        administrators(1);
        people();
        guard(SECRET, "long-database-password", "Correct-Horse-1").afterSingletonsInstantiated();
        verify(identity, never()).saveUser(any());
    }

    @Test
    void aPersonThatExistsIsNotMadeAdministratorByTheWay() {
        administrators(0);
        people();
        when(identity.createUserQuery().userId("admin").count()).thenReturn(1L);
        assertThatThrownBy(() -> guard(SECRET, "long-database-password", "Correct-Horse-1")
                        .afterSingletonsInstantiated())
                .hasMessageContaining("exists and is no administrator");
    }

    @Test
    void demoPeopleStopTheStart() {
        administrators(1);
        UserEntity agent = new UserEntity("agent");
        agent.setDbPassword("{SHA}demo");
        agent.setSalt("salt");
        people(agent);
        when(engine.getPasswordManager().check("demosalt", "{SHA}demo")).thenReturn(true);
        assertThatThrownBy(() -> guard(SECRET, "long-database-password", "").afterSingletonsInstantiated())
                .hasMessageContaining("demo's password: agent");
    }

    @Test
    void aHouseInOrderStarts() {
        administrators(1);
        UserEntity agent = new UserEntity("agent");
        agent.setDbPassword("{SHA}other");
        agent.setSalt("salt");
        people(agent);
        assertThatCode(() -> guard(SECRET, "long-database-password", "").afterSingletonsInstantiated())
                .doesNotThrowAnyException();
        assertThat(new ProductionGuard.Settings(SECRET, "long-database-password", "admin", "").toString())
                .doesNotContain(SECRET);
    }

    private void administrators(long count) {
        when(identity.createUserQuery().memberOfGroup("camunda-admin").count()).thenReturn(count);
    }

    private void people(User... users) {
        when(identity.createUserQuery().list()).thenReturn(List.of(users));
    }

    private ProductionGuard guard(String secret, String databasePassword, String adminPassword) {
        FirstStart start = mock(FirstStart.class);
        doAnswer(call -> {
                    call.<Runnable>getArgument(0).run();
                    return null;
                })
                .when(start)
                .alone(any());
        return new ProductionGuard(
                start, bootstrap, identity, engine, secret, databasePassword, "admin", adminPassword);
    }
}
