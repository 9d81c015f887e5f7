package io.aftercare.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.MySqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The judge is judged: each fault that may happen is planted in what is left of a sound run, and it has to say so. */
class OracleTest {

    private static final String OPEN = "AS-1";
    private static final String CLOSED = "AS-2";

    private static final List<String> TABLES = List.of(
            "ticket (number varchar(20), status varchar(40), description varchar(200))",
            "idempotency_key (request_key varchar(40), ticket_number varchar(20))",
            "timeline_entry (id int auto_increment, ticket_number varchar(20), kind varchar(20), clock varchar(20),"
                    + " clock_level int)",
            "clock (ticket_number varchar(20), name varchar(20))",
            "outbox_message (ticket_number varchar(20), template varchar(20), channel varchar(10), state varchar(10),"
                    + " message_id varchar(40), last_error varchar(40), recipient varchar(40))",
            "ACT_RU_EXECUTION (ID_ varchar(20), PARENT_ID_ varchar(20), SUPER_EXEC_ varchar(20), BUSINESS_KEY_"
                    + " varchar(20), ROOT_PROC_INST_ID_ varchar(20))",
            "ACT_HI_PROCINST (BUSINESS_KEY_ varchar(20), SUPER_PROCESS_INSTANCE_ID_ varchar(20))",
            "ACT_RU_TASK (ID_ varchar(20), PROC_INST_ID_ varchar(20))",
            "ACT_RU_JOB (ID_ varchar(20), PROCESS_INSTANCE_ID_ varchar(20), RETRIES_ int, LOCK_OWNER_ varchar(20))",
            "ACT_RU_INCIDENT (ID_ varchar(20), PROC_INST_ID_ varchar(20))");

    private final MySqlServer.Database database =
            new MySqlServer.Database("jdbc:h2:mem:judge-" + System.nanoTime() + ";MODE=MySQL", "sa", "");

    private Connection connection;
    private Ledger ledger;
    private MailSink mails;

    /** One ticket that waits for its approval, one that is closed; each had its mails. */
    @BeforeEach
    void soundRun() throws Exception {
        connection = database.connect();
        ledger = new Ledger("judge");
        mails = new MailSink();
        for (String table : TABLES) {
            sql("create table " + table);
        }
        for (String number : List.of(OPEN, CLOSED)) {
            String key = "key-" + number;
            ledger.asked(key);
            ledger.acknowledged(key, number);
            ledger.done(number, "Task_RegisterTicket");
            sql("insert into idempotency_key values ('" + key + "', '" + number + "')");
            sql("insert into ACT_HI_PROCINST values ('" + number + "', null)");
            message(number, "RECEIPT");
        }
        sql("insert into ticket values ('AS-1', 'AWAITING_APPROVAL', 'it stopped key-AS-1')");
        sql("insert into ticket values ('AS-2', 'CLOSED', 'it stopped key-AS-2')");
        history(OPEN, "RECEIVED", "REGISTERED", "CLASSIFIED", "PROPOSED", "APPROVED");
        history(
                CLOSED,
                "RECEIVED",
                "REGISTERED",
                "CLASSIFIED",
                "PROPOSED",
                "APPROVED",
                "APPROVED",
                "PAID",
                "RESOLVED",
                "CONFIRMED",
                "CALLED",
                "CLOSED");
        sql("insert into ACT_RU_EXECUTION values ('p1', null, null, 'AS-1', 'p1')");
        sql("insert into ACT_RU_EXECUTION values ('p2', null, 'e1', null, 'p1')");
        sql("insert into ACT_RU_TASK values ('t1', 'p2')");
        message(CLOSED, "PLAN");
        sql("insert into clock values ('AS-1', 'RESOLUTION')");
        sql("insert into timeline_entry (ticket_number, kind, clock, clock_level) values"
                + " ('AS-1', 'ESCALATED', 'RESOLUTION', 1), ('AS-1', 'ESCALATED', 'RESOLUTION', 2)");
    }

    @AfterEach
    void tidyUp() throws Exception {
        mails.close();
        ledger.close();
        connection.close();
    }

    @Test
    void aSoundRunIsFine() throws Exception {
        Oracle.Verdict verdict = new Oracle(database, ledger).judge(mails);

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.isFine(0)).isTrue();
        assertThat(verdict.acknowledged()).isEqualTo(2);
        assertThat(verdict.acts()).isEqualTo(2);
        assertThat(verdict.mails()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aPlantedFaultIsFound(String fault, Plant plant, String finding) throws Exception {
        plant.in(this);

        Oracle.Verdict verdict = new Oracle(database, ledger).judge(mails);

        assertThat(verdict.isFine(0)).isFalse();
        assertThat(verdict.findings()).anySatisfy(found -> assertThat(found).contains(finding));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "a lost ticket",
                        "acknowledged and not stored: AS-3",
                        run -> run.ledger.acknowledged("k", "AS-3")),
                fault(
                        "a ticket under another key",
                        "acknowledged as AS-2, stored as null",
                        run -> run.sql("delete from idempotency_key where ticket_number = 'AS-2'")),
                fault("one request became two tickets", "one request is two tickets", run -> {
                    run.sql("insert into ticket values ('AS-3', 'CLOSED', 'it stopped key-AS-2')");
                    run.sql("insert into ACT_HI_PROCINST values ('AS-3', null)");
                }),
                fault(
                        "a ticket that nobody asked for",
                        "nobody asked for AS-3",
                        run -> run.sql("insert into ticket values ('AS-3', 'CLOSED', 'it stopped key-AS-3')")),
                fault(
                        "a ticket that runs twice",
                        "AS-1 (AWAITING_APPROVAL) has 2 running instances",
                        run -> run.sql("insert into ACT_RU_EXECUTION values ('p9', null, null, 'AS-1', 'p9')")),
                fault(
                        "a ticket that once ran twice",
                        "AS-2 (CLOSED) has 0 running instances, 2 ever",
                        run -> run.sql("insert into ACT_HI_PROCINST values ('AS-2', null)")),
                fault(
                        "a ticket whose process is gone",
                        "AS-1 (AWAITING_APPROVAL) has no running instance",
                        run -> run.sql("delete from ACT_RU_EXECUTION")),
                fault(
                        "an instance that is stuck",
                        "AS-1 (AWAITING_APPROVAL) waits for nobody and nothing",
                        run -> run.sql("delete from ACT_RU_TASK")),
                fault(
                        "an instance that runs on after the end",
                        "AS-2 (CLOSED) still runs",
                        run -> run.sql("insert into ACT_RU_EXECUTION values ('p9', null, null, 'AS-2', 'p9')")),
                fault(
                        "a process for no ticket",
                        "a process runs for no ticket: AS-9",
                        run -> run.sql("insert into ACT_RU_EXECUTION values ('p9', null, null, 'AS-9', 'p9')")),
                fault(
                        "a job out of retries",
                        "1 jobs are out of retries",
                        run -> run.sql("insert into ACT_RU_JOB values ('j1', 'p1', 0, null)")),
                fault("an incident", "1 incidents", run -> run.sql("insert into ACT_RU_INCIDENT values ('i1', 'p1')")),
                fault(
                        "a step that is not in the history",
                        "AS-1: Task_ProposeSolution was acknowledged and is not there",
                        run -> {
                            run.ledger.done(OPEN, "Task_ProposeSolution");
                            run.sql("delete from timeline_entry where ticket_number = 'AS-1' and kind = 'PROPOSED'");
                        }),
                fault("a step told twice", "AS-1 was PROPOSED 2 times", run -> run.history(OPEN, "PROPOSED")),
                fault("a refund paid twice", "AS-2 was PAID 2 times", run -> run.history(CLOSED, "PAID")),
                fault("a step before its time", "AS-1 went an illegal path", run -> {
                    run.sql("delete from timeline_entry where ticket_number = 'AS-1' and kind = 'REGISTERED'");
                    run.history(OPEN, "REGISTERED");
                }),
                fault(
                        "a ticket closed without its solution",
                        "AS-2 is closed without [RESOLVED]",
                        run -> run.sql("delete from timeline_entry where kind = 'RESOLVED'")),
                fault(
                        "a ticket closed and not told",
                        "AS-2 is closed without [CLOSED]",
                        run -> run.sql("delete from timeline_entry where kind = 'CLOSED'")),
                fault(
                        "a level told twice",
                        "AS-1 RESOLUTION: level 2 was told 2 times",
                        run -> run.sql("insert into timeline_entry (ticket_number, kind, clock, clock_level)"
                                + " values ('AS-1', 'ESCALATED', 'RESOLUTION', 2)")),
                fault("a second receipt", "AS-1 has 2 receipts", run -> run.message(OPEN, "RECEIPT", "<again>")),
                fault(
                        "a missing receipt",
                        "AS-1 has 0 receipts",
                        run -> run.sql("delete from outbox_message where ticket_number = 'AS-1'")),
                fault("a plan told twice", "told twice: AS-2 PLAN", run -> run.message(CLOSED, "PLAN", "<again>")),
                fault(
                        "a message that waits",
                        "message PLAN of AS-2 is PENDING",
                        run -> run.sql("update outbox_message set state = 'PENDING' where template = 'PLAN'")),
                fault(
                        "a mail marked as sent that never came",
                        "message PLAN of AS-2 is marked as sent and never arrived",
                        run -> run.sql("update outbox_message set message_id = '<x>' where template = 'PLAN'")),
                fault(
                        "a mail that is not in the outbox",
                        "a mail arrived that is not in the outbox: <x>",
                        run -> run.mails.take(letter("<x>", "hello"))),
                fault(
                        "a mail that came again with other words",
                        "came twice with different words",
                        run -> run.mails.take(letter("<PLAN-AS-2>", "another plan"))));
    }

    /** Between the mail server's 250 and the mark in the outbox nobody can know: once for each kill, and no more. */
    @Test
    void aMailThatCameTwiceIsFineOnlyAfterAKill() throws Exception {
        mails.take(letter("<PLAN-AS-2>", "PLAN"));

        Oracle.Verdict verdict = new Oracle(database, ledger).judge(mails);

        assertThat(verdict.repeated()).isEqualTo(1);
        assertThat(verdict.isFine(1)).isTrue();
        assertThat(verdict.isFine(0)).isFalse();
    }

    /** A fault and how it is planted. */
    interface Plant {
        void in(OracleTest run) throws Exception;
    }

    private static Arguments fault(String name, String finding, Plant plant) {
        return Arguments.of(name, plant, finding);
    }

    private void history(String number, String... kinds) throws SQLException {
        for (String kind : kinds) {
            sql("insert into timeline_entry (ticket_number, kind) values ('" + number + "', '" + kind + "')");
        }
    }

    private void message(String number, String template) throws SQLException {
        message(number, template, "<" + template + "-" + number + ">");
    }

    private void message(String number, String template, String id) throws SQLException {
        sql("insert into outbox_message values ('" + number + "', '" + template + "', 'MAIL', 'SENT', '" + id
                + "', null, 'ann@shop.example')");
        mails.take(letter(id, template));
    }

    private static String letter(String id, String words) {
        return "From: service@house.example\nMessage-ID: " + id + "\n\n" + words + "\n";
    }

    private void sql(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
