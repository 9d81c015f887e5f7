package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.aftercare.MySqlServer;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole schema comes from our migrations, the engine is content with it, and every character survives. */
class MigrationIT {

    private static final String NAME = "李𠮷 ☕";

    @Test
    void mysqlHasTheWholeSchemaInUtf8mb4() {
        MySqlServer.Database database = MySqlServer.empty("migration");
        try (HikariDataSource source = source(database.url(), database.user(), database.password())) {
            migrate(source);
            JdbcTemplate jdbc = new JdbcTemplate(source);
            assertThat(jdbc.queryForObject(
                            "select count(*) from information_schema.tables where table_schema = database()"
                                    + " and table_name like 'ACT!_%' escape '!'"
                                    + " and table_collation = 'utf8mb4_bin'",
                            Integer.class))
                    .isEqualTo(49);
            assertThat(jdbc.queryForList(
                            "select concat(table_name, '.', column_name) from information_schema.columns"
                                    + " where table_schema = database() and character_set_name != 'utf8mb4'",
                            String.class))
                    .isEmpty();
            ourTablesAreThere(jdbc);
            everyCharacterSurvives(source, jdbc);
        }
    }

    @Test
    void h2HasTheWholeSchema() {
        try (HikariDataSource source = source("jdbc:h2:mem:migration;MODE=MySQL;DB_CLOSE_DELAY=-1", "sa", "")) {
            migrate(source);
            JdbcTemplate jdbc = new JdbcTemplate(source);
            assertThat(jdbc.queryForObject(
                            "select count(*) from information_schema.tables where table_name like 'ACT!_%' escape '!'",
                            Integer.class))
                    .isEqualTo(49);
            ourTablesAreThere(jdbc);
            everyCharacterSurvives(source, jdbc);
        }
    }

    @Test
    void customersOfBeforeAreRecognisedByWhatTheyGave() {
        MySqlServer.Database database = MySqlServer.empty("migration_customers");
        try (HikariDataSource mysql = source(database.url(), database.user(), database.password());
                HikariDataSource h2 =
                        source("jdbc:h2:mem:migration-customers;MODE=MySQL;DB_CLOSE_DELAY=-1", "sa", "")) {
            for (HikariDataSource source : List.of(mysql, h2)) {
                flyway(source).target("7").load().migrate();
                JdbcTemplate jdbc = new JdbcTemplate(source);
                customer(jdbc, "C-2", "+8613800001234", "A@x.example", "2026-01-02 00:00:00");
                customer(jdbc, "C-1", "13800001234", "a@x.example", "2026-01-01 00:00:00");
                customer(jdbc, "C-3", "+442079460958", null, "2026-01-03 00:00:00");
                migrate(source);
                assertThat(jdbc.queryForList(
                                "select concat(kind, ' ', identity_value, ' ', value_reversed, ' ', customer_ref)"
                                        + " from customer_identity order by kind, identity_value",
                                String.class))
                        .containsExactly(
                                "MAIL a@x.example  C-1",
                                "PHONE +442079460958 859064970244+ C-3",
                                "PHONE 13800001234 43210000831 C-1");
                assertThat(jdbc.queryForList(
                                "select concat(phone, ' ', phone_reversed) from customer where ref = 'C-2'",
                                String.class))
                        .containsExactly("13800001234 43210000831");
            }
        }
    }

    private static void customer(JdbcTemplate jdbc, String ref, String phone, @Nullable String email, String at) {
        jdbc.update(
                "insert into customer (ref, name, phone, phone_reversed, email, tier, created_at)"
                        + " values (?, 'Li', ?, ?, ?, 'STANDARD', ?)",
                ref,
                phone,
                new StringBuilder(phone).reverse().toString(),
                email,
                at);
    }

    private static FluentConfiguration flyway(HikariDataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration", "classpath:io/aftercare/process");
    }

    private static void migrate(HikariDataSource source) {
        Flyway flyway = flyway(source).load();
        assertThat(flyway.migrate().success).isTrue();
        assertThat(flyway.migrate().migrationsExecuted).as("a second start").isZero();
    }

    private static void ourTablesAreThere(JdbcTemplate jdbc) {
        for (String table : List.of(
                "customer",
                "customer_order",
                "ticket",
                "timeline_entry",
                "clock",
                "clock_pause",
                "clock_level",
                "solution",
                "compensation_line",
                "approval",
                "obstacle",
                "work_step",
                "callback_attempt",
                "survey_answer",
                "dissatisfaction",
                "ticket_archive",
                "tracking_link",
                "outbox_message",
                "idempotency_key",
                "demo_clock")) {
            assertThat(jdbc.queryForObject("select count(*) from " + table, Integer.class))
                    .as(table)
                    .isZero();
        }
    }

    private static void everyCharacterSurvives(HikariDataSource source, JdbcTemplate jdbc) {
        jdbc.update(
                "insert into customer (ref, name, tier, created_at) values (?, ?, 'STANDARD', current_timestamp)",
                "C-𠮷",
                NAME);
        assertThat(jdbc.queryForObject("select name from customer where ref = ?", String.class, "C-𠮷"))
                .isEqualTo(NAME);

        ProcessEngine engine = engine(source);
        try {
            engine.getRepositoryService()
                    .createDeployment()
                    .addModelInstance(
                            "names.bpmn",
                            Bpmn.createExecutableProcess("names")
                                    .camundaHistoryTimeToLiveString("P1D")
                                    .startEvent()
                                    .userTask("ask")
                                    .endEvent()
                                    .done())
                    .deploy();
            engine.getRuntimeService()
                    .startProcessInstanceByKey("names", "261122-000001", Map.of("customerName", NAME));
            Task task = engine.getTaskService()
                    .createTaskQuery()
                    .processVariableValueEquals("customerName", NAME)
                    .singleResult();
            assertThat(engine.getTaskService().getVariable(task.getId(), "customerName"))
                    .isEqualTo(NAME);
            assertThat(engine.getTaskService()
                            .createTaskQuery()
                            .processVariableValueLike("customerName", "%𠮷%")
                            .count())
                    .isEqualTo(1);
            task.setDescription(NAME);
            engine.getTaskService().saveTask(task);
            assertThat(engine.getTaskService()
                            .createTaskQuery()
                            .taskDescriptionLike("%☕%")
                            .count())
                    .isEqualTo(1);
        } finally {
            engine.close();
        }
    }

    private static ProcessEngine engine(HikariDataSource source) {
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("migration");
        configuration.setDataSource(source);
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_FALSE);
        configuration.setCustomHistoryLevels(List.of(new AftercareHistoryLevel()));
        configuration.setHistory("aftercare");
        configuration.setMetricsEnabled(false);
        return configuration.buildProcessEngine();
    }

    private static HikariDataSource source(String url, String user, String password) {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(url);
        source.setUsername(user);
        source.setPassword(password);
        source.setMaximumPoolSize(4);
        source.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return source;
    }
}
