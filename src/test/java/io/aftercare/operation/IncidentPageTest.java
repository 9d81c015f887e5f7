package io.aftercare.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.notification.Outbox;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What stands still is seen, understood and tried again by those who answer for it, and it is known who did it. */
class IncidentPageTest extends OperationTestSupport {

    private static final String SECRET_ERROR =
            "jdbc:mysql://root:geheim@db/x refused li@customer.example password=hunter2 <b>x</b>";

    @Autowired
    private ManagementService management;

    @Autowired
    private RuntimeService engine;

    @Autowired
    private Outbox outbox;

    @Autowired
    private Alarm alarm;

    @BeforeEach
    void nothingWaits() {
        engine.createIncidentQuery().list().stream()
                .map(Incident::getConfiguration)
                .distinct()
                .forEach(job -> management.setJobRetries(job, 3));
        jdbc.update("update outbox_message set state = 'SENT' where state = 'FAILED'");
        jdbc.update("delete from outbox_message where template in ('INCIDENTS_WAIT', 'MAIL_WAITS')");
        figures.read();
    }

    /** A timer of a new ticket, out of retries. */
    private String failed(String number) {
        String instance = engine.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .singleResult()
                .getId();
        Job job = management
                .createJobQuery()
                .processInstanceId(instance)
                .listPage(0, 1)
                .get(0);
        jdbc.update("update ACT_RU_JOB set EXCEPTION_MSG_ = ? where ID_ = ?", SECRET_ERROR, job.getId());
        management.setJobRetries(job.getId(), 0);
        return job.getId();
    }

    private static String incidentId(String page) {
        Matcher found = Pattern.compile("/incidents/jobs/([0-9a-f-]{36})/retry").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private String page(String language) throws Exception {
        return get("/incidents", "manager", "Accept-Language", language, "Accept", "text/html")
                .body();
    }

    @Test
    void whereNothingWaitsThePageSaysSoInBothLanguagesAndTheNavigationShowsNoNumber() throws Exception {
        assertThat(page("en"))
                .contains("Nothing stands still.", "No message was given up.", ">Incidents<")
                .doesNotContain("badge badge-bad", "??");
        assertThat(page("zh")).contains("没有停滞的工作", "没有放弃发送的消息").doesNotContain("??");
    }

    @Test
    void onlyWhoAnswersForTheHouseSeesAndRepeats() throws Exception {
        for (String person : List.of("agent", "desk-supervisor", "channel", "engineer")) {
            assertThat(get("/incidents", person, "Accept", "text/html").statusCode())
                    .as(person)
                    .isEqualTo(403);
            assertThat(post("/incidents/jobs/retry", person, Map.of()).statusCode())
                    .as(person)
                    .isEqualTo(403);
            assertThat(post("/incidents/messages/send", person, Map.of()).statusCode())
                    .as(person)
                    .isEqualTo(403);
        }
        assertThat(get("/incidents", "admin", "Accept", "text/html").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aFailedJobIsShownWithItsTicketAndWithoutSecretsAndIsTriedAgainOnce() throws Exception {
        String number = ticket("{\"ref\": \"C-1001\"}", "It hums");
        String job = failed(number);
        figures.read();
        assertThat(page("zh")).contains("向客户同步进度").doesNotContain("Every 24 hours", "Keep the customer");
        String page = page("en");
        assertThat(page)
                .contains("Keep the customer informed", number, "…", "refused", "&lt;b&gt;", "badge badge-bad")
                .doesNotContain("geheim", "li@customer", "hunter2", "<b>x");
        String id = incidentId(page);
        assertThat(post("/incidents/jobs/" + id + "/retry", "manager", Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(management.createJobQuery().jobId(job).singleResult().getRetries())
                .isEqualTo(1);
        assertThat(engine.createIncidentQuery().count()).isZero();
        HttpResponse<String> twice = post("/incidents/jobs/" + id + "/retry", "manager", Map.of());
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(page("en"))
                .contains("Nothing stands still.", "had it tried again")
                .doesNotContain("badge badge-bad");
        assertThat(get("/api/tickets/" + number, "manager").body()).contains("tried again by hand", "\"manager\"");
        assertThat(jdbc.queryForObject(
                        "select count(*) from operation_act where ticket_number = ? and done_by = 'manager'",
                        Integer.class,
                        number))
                .isEqualTo(1);
    }

    @Test
    void allAreTriedAgainWithOneButton() throws Exception {
        List<String> jobs =
                List.of(failed(ticket("{\"ref\": \"C-1001\"}", "One")), failed(ticket("{\"ref\": \"C-1002\"}", "Two")));
        assertThat(post("/incidents/jobs/retry", "admin", Map.of())
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("done=retried&count=2");
        for (String job : jobs) {
            assertThat(management.createJobQuery().jobId(job).singleResult().getRetries())
                    .isEqualTo(1);
        }
    }

    @Test
    void aMessageThatWasGivenUpIsSentAgainOrSetAside() throws Exception {
        String number = ticket("{\"ref\": \"C-1003\"}", "It drips");
        jdbc.update(
                "update outbox_message set state = 'FAILED', last_error = ? where ticket_number = ?",
                SECRET_ERROR,
                number);
        List<Long> ids = jdbc.queryForList(
                "select id from outbox_message where ticket_number = ? and channel <> 'WEBHOOK' order by id",
                Long.class,
                number);
        assertThat(ids).isNotEmpty();
        long id = ids.get(0);
        assertThat(page("en")).contains(number, "Send again").doesNotContain("geheim");
        assertThat(post("/incidents/messages/" + id + "/send", "manager", Map.of())
                        .statusCode())
                .isEqualTo(302);
        assertThat(state(id)).isEqualTo("PENDING");
        assertThat(post("/incidents/messages/" + id + "/send", "manager", Map.of())
                        .statusCode())
                .isEqualTo(409);
        assertThat(post("/incidents/messages/" + id + "/aside", "manager", Map.of())
                        .statusCode())
                .isEqualTo(409);
        jdbc.update("update outbox_message set state = 'FAILED' where id = ?", id);
        assertThat(post("/incidents/messages/" + id + "/aside", "manager", Map.of())
                        .statusCode())
                .isEqualTo(302);
        assertThat(state(id)).isEqualTo("SET_ASIDE");
        assertThat(outbox.givenUp(100)).noneMatch(message -> message.id() == id);
        assertThat(get("/api/tickets/" + number, "manager").body()).contains("is sent again", "will not be sent");
        assertThat(post("/incidents/messages/99999999/send", "manager", Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatWaitsTooLongIsToldToTheServiceManagersOnceInASpell() throws Exception {
        failed(ticket("{\"ref\": \"C-1001\"}", "It smells"));
        figures.read();
        alarm.look();
        assertThat(told()).isZero();
        jdbc.update("update ACT_RU_INCIDENT set INCIDENT_TIMESTAMP_ = timestampadd(hour, -1, INCIDENT_TIMESTAMP_)");
        alarm.look();
        int once = told();
        assertThat(once).isPositive();
        alarm.look();
        assertThat(told()).isEqualTo(once);
        jdbc.update("update ACT_RU_INCIDENT set INCIDENT_TIMESTAMP_ = timestampadd(hour, 1, INCIDENT_TIMESTAMP_)");
    }

    private int told() {
        Integer told = jdbc.queryForObject(
                "select count(*) from outbox_message where template = 'INCIDENTS_WAIT'", Integer.class);
        return told == null ? 0 : told;
    }

    private String state(long id) {
        return String.valueOf(jdbc.queryForObject("select state from outbox_message where id = ?", String.class, id));
    }
}
