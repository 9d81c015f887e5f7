package io.aftercare.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.notification.OutboxRelay;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Lines of the log can be followed by request and ticket, and tell nothing that is a person's (E-04). */
@ExtendWith(OutputCaptureExtension.class)
class LogPrivacyTest extends OperationTestSupport {

    /** Marks that stand in nothing else. */
    private static final List<String> PERSONAL =
            List.of("欧阳慎独", "13987654321", "qz.secret.reader", "梧桐里77弄", "Zebrawood", "Quagmire", "Xylophone");

    @Autowired
    private OutboxRelay relay;

    @Test
    void aTicketWithPersonalDataGoesThroughItsLifeAndTheLogTellsNothingOfIt(CapturedOutput log) throws Exception {
        HttpResponse<String> received = json("/api/tickets", "channel", """
                {"channel": "PHONE", "customer": {"name": "欧阳慎独", "phone": "13987654321",
                 "email": "qz.secret.reader@customer.example"}, "subject": "Zebrawood", "description": "Zebrawood broke",
                 "serviceAddress": "梧桐里77弄 3号", "mood": "ANGRY"}""");
        assertThat(received.statusCode()).isEqualTo(201);
        Map<?, ?> ticket = new ObjectMapper().readValue(received.body(), Map.class);
        String number = String.valueOf(ticket.get("number"));
        String page = URI.create(String.valueOf(ticket.get("trackingUrl"))).getPath();

        done("agent", number, "Task_RegisterTicket", "{\"restated\": true, \"description\": \"Zebrawood is broken\"}");
        done("agent", number, "Task_ClassifyTicket", """
                {"category": "SERVICE_FAILURE", "impact": "MINOR", "urgency": "LOW", "complexity": "COMPLEX"}""");
        assertThat(json("/api/tickets/" + number + "/notes", "agent", "{\"text\": \"Quagmire\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(json(page + "/messages", "", "{\"text\": \"Xylophone\"}").statusCode())
                .isLessThan(300);
        done("ops-staff", number, "Task_ProposeSolution", """
                {"remedy": "APOLOGY", "steps": "Quagmire", "expectedCompletionAt": "2099-01-01T00:00:00Z"}""");
        // refusals: what was typed stays with whoever typed it
        assertThat(json("/api/tickets", "agent", "{\"channel\": \"PHONE\", \"customer\": {\"name\": \"欧阳慎独\"}}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(json("/api/tickets", "agent", "{\"Zebrawood\": \"13987654321\"}")
                        .statusCode())
                .isEqualTo(400);
        get("/tickets?q=13987654321", "agent", "Accept", "text/html");
        get("/tickets/" + number, "agent", "Accept", "text/html");
        jdbc.update("update outbox_message set urgent = true where ticket_number = ?", number);
        relay.relay();
        // and what nobody expected
        jdbc.execute("alter table timeline_entry rename to timeline_away");
        try {
            assertThat(json("/api/tickets/" + number + "/notes", "agent", "{\"text\": \"Quagmire\"}")
                            .statusCode())
                    .isGreaterThanOrEqualTo(500);
        } finally {
            jdbc.execute("alter table timeline_away rename to timeline_entry");
        }
        assertThat(log.getAll()).contains("stays in the house", "Unexpected failure", " " + number + "] ");
        PERSONAL.forEach(mark -> assertThat(log.getAll()).doesNotContain(mark));
        String token = page.substring(page.lastIndexOf('/') + 1);
        assertThat(log.getAll()).doesNotContain(token);
    }

    @Test
    void aRequestKeepsItsHarmlessIdAndAProblemTellsIt() throws Exception {
        HttpResponse<String> refused = get("/api/tickets/000000-9", "agent", "X-Request-Id", "call-4711.a_b");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.headers().firstValue("X-Request-Id")).contains("call-4711.a_b");
        assertThat(refused.body()).contains("\"requestId\":\"call-4711.a_b\"");
        HttpResponse<String> unknown = get("/api/tickets", "", "Accept", "application/json");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body())
                .contains(unknown.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void anIdThatCouldForgeALineIsReplaced() throws Exception {
        for (String forged : List.of("a b", "\"level\":\"ERROR\"", "x".repeat(65), "${jndi}")) {
            assertThat(get("/login", "", "X-Request-Id", forged)
                            .headers()
                            .firstValue("X-Request-Id")
                            .orElseThrow())
                    .matches("[0-9a-f-]{36}");
        }
    }

    private void done(String user, String number, String key, String fields) throws Exception {
        HttpResponse<String> tasks = get("/api/tasks?ticket=" + number, "manager");
        String id = "";
        for (var task : new ObjectMapper().readTree(tasks.body())) {
            if (task.path("key").asText().equals(key)) {
                id = task.path("id").asText();
            }
        }
        HttpResponse<String> answer = json("/api/tasks/" + id + "/complete", user, fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }
}
