package io.aftercare.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.aftercare.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.runtime.Job;

/**
 * What ours is measured against: the bare engine on the same server with its stock settings of the job executor, one
 * waiting task per instance with a timer beside it that calls an empty expression.
 */
final class StockEngine implements AutoCloseable {

    private static final String MODEL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <process id="late" isExecutable="true" camunda:historyTimeToLive="P365D">
                <startEvent id="start"/>
                <sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
                <userTask id="work"/>
                <sequenceFlow id="f2" sourceRef="work" targetRef="end"/>
                <endEvent id="end"/>
                <boundaryEvent id="late-event" attachedToRef="work" cancelActivity="false">
                  <timerEventDefinition>
                    <timeDate xsi:type="tFormalExpression">${due}</timeDate>
                  </timerEventDefinition>
                </boundaryEvent>
                <sequenceFlow id="f3" sourceRef="late-event" targetRef="tell"/>
                <serviceTask id="tell" camunda:expression="${true}"/>
                <sequenceFlow id="f4" sourceRef="tell" targetRef="told"/>
                <endEvent id="told"/>
              </process>
            </definitions>
            """;

    private final MySqlServer.Database database = MySqlServer.empty("stock");
    private final HikariDataSource pool = new HikariDataSource();
    private final ProcessEngine engine;

    StockEngine() {
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(24);
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("stock");
        configuration.setDataSource(pool);
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setJobExecutorActivate(false);
        configuration.setHistoryTimeToLive("P365D");
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addString("late.bpmn", MODEL)
                .deploy();
    }

    /** Starts instances whose timers are due long after. */
    void start(int instances) throws InterruptedException {
        Date due = Date.from(Instant.parse("2099-01-01T00:00:00Z"));
        Together.run(
                4, instances, each -> engine.getRuntimeService().startProcessInstanceByKey("late", Map.of("due", due)));
    }

    /** Moves each timer through the engine's own service, as a change of a calendar would have to. */
    Duration moveEachTimer() {
        ManagementService management = engine.getManagementService();
        List<Job> jobs = management.createJobQuery().timers().unlimitedList();
        Date later = Date.from(Instant.parse("2099-02-01T00:00:00Z"));
        long begin = System.nanoTime();
        jobs.forEach(job -> management.setJobDuedate(job.getId(), later));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Seconds until a single timer runs that becomes due after the job executor has rested for so long. */
    double lone(Duration idle) throws SQLException, InterruptedException {
        start(1);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            var executor = executor();
            executor.start();
            Thread.sleep(idle.toMillis());
            long begin = System.nanoTime();
            statement.executeUpdate("update ACT_RU_JOB set DUEDATE_ = '2020-01-01 00:00:00' where TYPE_ = 'timer'");
            while (count(statement) > 0) {
                Thread.sleep(20);
            }
            executor.shutdown();
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private JobExecutor executor() {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
    }

    /** Makes all timers due at once and lets the job executor run them. */
    Drain drain() throws SQLException, InterruptedException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update ACT_RU_JOB set DUEDATE_ = '2020-01-01 00:00:00' where TYPE_ = 'timer'");
            int all = count(statement);
            var executor = executor();
            long begin = System.nanoTime();
            executor.start();
            Drain drain = Drain.watch(all, begin, () -> all - count(statement));
            executor.shutdown();
            return drain;
        }
    }

    private static int count(Statement statement) {
        try (ResultSet result = statement.executeQuery("select count(*) from ACT_RU_JOB where TYPE_ = 'timer'")) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        engine.close();
        pool.close();
    }
}
