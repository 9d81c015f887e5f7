package io.aftercare.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Figures for whoever watches the house: right, cheap to ask for, and shown to nobody else. */
class HouseFiguresTest extends OperationTestSupport {

    private static final String MACHINE = "monitoring:0123456789abcdef-scrape";

    private double figure(String name) throws Exception {
        figures.read();
        return shown(name);
    }

    private double shown(String name) throws Exception {
        String all = get("/actuator/prometheus", MACHINE).body();
        Matcher found =
                Pattern.compile("(?m)^" + Pattern.quote(name) + " (\\S+)$").matcher(all);
        assertThat(found.find()).as("%s in%n%s", name, all).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static String named(String name, String... labels) {
        return name + "{application=\"aftercare\"" + (labels.length == 0 ? "" : "," + String.join(",", labels)) + "}";
    }

    @Test
    void figuresAreForAdministratorsManagersAndTheMachineThatWatches() throws Exception {
        assertThat(get("/actuator/prometheus", "").statusCode()).isEqualTo(401);
        assertThat(get("/actuator/prometheus", "agent").statusCode()).isEqualTo(403);
        assertThat(get("/actuator/prometheus", "monitoring:0123456789abcdef-wrong")
                        .statusCode())
                .isEqualTo(401);
        for (String reader : new String[] {"admin", "manager", MACHINE}) {
            assertThat(get("/actuator/prometheus", reader).statusCode()).isEqualTo(200);
        }
        for (String path : new String[] {"/api/tickets", "/tickets", "/actuator"}) {
            assertThat(get(path, MACHINE, "Accept", "application/json").statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void aTicketIsCountedInItsStageAndItsClocksWhereTheyStand() throws Exception {
        String classify = named("aftercare_tickets", "stage=\"classify\"");
        String counting = named("aftercare_clocks", "clock=\"classification\"", "state=\"counting\"");
        String breached = named("aftercare_clocks", "clock=\"classification\"", "state=\"breached\"");
        double tickets = figure(classify);
        double running = shown(counting);
        double late = shown(breached);
        String number = ticket("{\"ref\": \"C-1001\"}", "It hums");
        assertThat(figure(classify)).isEqualTo(tickets + 1);
        assertThat(shown(counting)).isEqualTo(running + 1);
        jdbc.update("update clock set due_at = started_at where ticket_number = ? and name = 'CLASSIFICATION'", number);
        assertThat(figure(breached)).isEqualTo(late + 1);
        assertThat(shown(counting)).isEqualTo(running);
        jdbc.update("update ticket set status = 'CLOSED' where number = ?", number);
        assertThat(figure(classify)).isEqualTo(tickets);
    }

    @Test
    void whatCouldHaveLeftAgesAndWhatWasGivenUpIsCounted() throws Exception {
        ticket("{\"ref\": \"C-1002\"}", "It drips");
        jdbc.update("update outbox_message set urgent = true, created_at = timestampadd(hour, -1, created_at)"
                + " where state = 'PENDING'");
        assertThat(figure(named("aftercare_outbox_oldest_seconds"))).isBetween(3600.0, 7200.0);
        double failed = shown(named("aftercare_outbox_messages", "channel=\"mail\"", "state=\"failed\""));
        int given =
                jdbc.update("update outbox_message set state = 'FAILED' where channel = 'MAIL' and state = 'PENDING'");
        assertThat(given).isPositive();
        assertThat(figure(named("aftercare_outbox_messages", "channel=\"mail\"", "state=\"failed\"")))
                .isEqualTo(failed + given);
    }

    @Test
    void whatIsNotKnownIsNotANumberAndAScrapeIsAnsweredAllTheSame() throws Exception {
        assertThat(figure(named("aftercare_incidents"))).isNotNaN();
        jdbc.execute("alter table clock rename to clock_away");
        try {
            assertThat(figure(named("aftercare_incidents"))).isNaN();
        } finally {
            jdbc.execute("alter table clock_away rename to clock");
        }
        assertThat(figure(named("aftercare_incidents"))).isNotNaN();
    }

    @Test
    void everyFigureThatAlertsAndDashboardAskForIsThere() throws Exception {
        jdbc.update("delete from mailbox_lease");
        jdbc.update("insert into mailbox_lease (mailbox, leased_until, polled_at)"
                + " values ('service', '2026-01-01 00:00:00', '2026-01-01 00:00:00')");
        figures.read();
        get("/tickets", "agent");
        String shown = get("/actuator/prometheus", MACHINE).body();
        Set<String> asked = new TreeSet<>();
        for (String file : new String[] {"prometheus/alerts.yml", "grafana/dashboards/aftercare.json"}) {
            Matcher names = Pattern.compile("\\b(aftercare|hikaricp|http_server|disk|jvm)_[a-z_]+")
                    .matcher(Files.readString(Path.of("docker", file)));
            while (names.find()) {
                asked.add(names.group());
            }
        }
        assertThat(asked).hasSizeGreaterThan(15);
        assertThat(asked).allSatisfy(name -> assertThat(shown).containsPattern("(?m)^" + name + "[ {]"));
        Matcher labels = Pattern.compile("(clock|state|channel|stage)=\\\\?\"([a-z_]+)\\\\?\"")
                .matcher(Files.readString(Path.of("docker/prometheus/alerts.yml"))
                        + Files.readString(Path.of("docker/grafana/dashboards/aftercare.json")));
        while (labels.find()) {
            assertThat(shown).contains(labels.group(1) + "=\"" + labels.group(2) + "\"");
        }
    }

    @Test
    void aRefusedLoginIsCounted() throws Exception {
        double before = shown(named("aftercare_login_failures_total"));
        get("/api/tickets", "nobody-of-us:wrong", "Accept", "application/json");
        assertThat(shown(named("aftercare_login_failures_total"))).isEqualTo(before + 1);
    }
}
