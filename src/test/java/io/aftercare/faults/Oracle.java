package io.aftercare.faults;

import io.aftercare.MySqlServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one judge of all fault tests (B3): what was acknowledged stands in the database exactly once, runs exactly once
 * and moves or is visibly an incident; what was to be told was told, and nothing happened twice.
 */
final class Oracle {

    /** In the order in which a ticket's history may tell them; each at most once on the line that the load walks. */
    private static final List<String> ORDER = List.of(
            "RECEIVED",
            "REGISTERED",
            "CLASSIFIED",
            "PROPOSED",
            "APPROVED",
            "RESOLVED",
            "CONFIRMED",
            "CALLED",
            "CLOSED");

    private static final Map<String, Integer> MOST = Map.of("APPROVED", 2);

    /** Without these no ticket of the load is closed, whatever the customer said or time brought. */
    private static final List<String> BEFORE_CLOSED =
            List.of("RECEIVED", "REGISTERED", "CLASSIFIED", "PROPOSED", "RESOLVED", "PAID", "CLOSED");

    /** What one ticket of the load is told once and no more. */
    private static final Set<String> TOLD_ONCE = Set.of("RECEIPT", "PLAN", "ASK_CONFIRMATION", "SURVEY", "THANKS");

    private static final Map<String, String> TOLD_BY = Map.of(
            "Task_RegisterTicket", "REGISTERED",
            "Task_ClassifyTicket", "CLASSIFIED",
            "Task_ProposeSolution", "PROPOSED",
            "Task_ApproveSolution", "APPROVED",
            "Task_PayRefund", "PAID",
            "Task_ConfirmResolution", "CONFIRMED",
            "Task_CallBackCustomer", "CALLED");

    private static final Set<String> FINAL = Set.of("CLOSED", "CANCELLED", "MERGED");

    private final MySqlServer.Database database;
    private final Ledger ledger;

    Oracle(MySqlServer.Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /**
     * What it found.
     *
     * @param repeated mails that arrived more than once under the same Message-ID: the documented window
     */
    record Verdict(int acknowledged, int acts, int lost, int doubled, int mails, int repeated, List<String> findings) {

        /** Fine, if no more mails arrived twice than there were moments at which that may happen. */
        boolean isFine(int windows) {
            return findings.isEmpty() && lost == 0 && doubled == 0 && repeated <= windows;
        }

        String line() {
            return "acknowledged %d tickets and %d steps, lost %d, doubled %d; mails %d, repeated %d%s"
                    .formatted(
                            acknowledged,
                            acts,
                            lost,
                            doubled,
                            mails,
                            repeated,
                            findings.isEmpty() ? "" : "; " + findings.size() + " findings, first: " + findings.get(0));
        }
    }

    Verdict judge(MailSink mails) throws SQLException {
        List<String> findings = new ArrayList<>();
        Set<String> lost = new TreeSet<>();
        Set<String> doubled = new TreeSet<>();
        Map<String, String> numbers = ledger.numbers();
        try (Connection connection = database.connect()) {
            Map<String, String> statuses = pairs(connection, "select number, status from ticket");
            stored(connection, numbers, statuses, lost, doubled, findings);
            running(connection, statuses, doubled, findings);
            jobs(connection, findings);
            history(connection, statuses, doubled, findings);
            clocks(connection, findings);
            Map<String, Long> taken = mails.taken();
            told(connection, numbers, taken, doubled, findings);
            mails.changed().forEach(id -> findings.add("mail " + id + " came twice with different words"));
            int acts = ledger.acts().values().stream().mapToInt(Set::size).sum();
            int repeated = taken.values().stream()
                    .mapToInt(times -> Math.toIntExact(times - 1))
                    .sum();
            return new Verdict(numbers.size(), acts, lost.size(), doubled.size(), taken.size(), repeated, findings);
        }
    }

    private void stored(
            Connection connection,
            Map<String, String> numbers,
            Map<String, String> statuses,
            Set<String> lost,
            Set<String> doubled,
            List<String> findings)
            throws SQLException {
        Map<String, String> keys = pairs(connection, "select request_key, ticket_number from idempotency_key");
        Map<String, String> marks = new HashMap<>();
        for (Map.Entry<String, String> said :
                pairs(connection, "select number, description from ticket").entrySet()) {
            String mark = said.getValue().substring(said.getValue().lastIndexOf(' ') + 1);
            String other = marks.putIfAbsent(mark, said.getKey());
            if (other != null) {
                doubled.add(mark);
                findings.add("one request is two tickets: " + other + " and " + said.getKey());
            }
        }
        numbers.forEach((key, number) -> {
            if (!statuses.containsKey(number)) {
                lost.add(number);
                findings.add("acknowledged and not stored: " + number);
            } else if (!number.equals(keys.get(key)) || !number.equals(marks.get(key))) {
                findings.add(
                        "acknowledged as %s, stored as %s and %s".formatted(number, keys.get(key), marks.get(key)));
            }
        });
        Set<String> unanswered = new HashSet<>(ledger.unanswered());
        for (Map.Entry<String, String> mark : marks.entrySet()) {
            if (!numbers.containsKey(mark.getKey()) && !unanswered.contains(mark.getKey())) {
                findings.add("nobody asked for " + mark.getValue());
            }
        }
    }

    private static void running(
            Connection connection, Map<String, String> statuses, Set<String> doubled, List<String> findings)
            throws SQLException {
        Map<String, Long> roots = counts(
                connection,
                "select BUSINESS_KEY_, count(*) from ACT_RU_EXECUTION"
                        + " where PARENT_ID_ is null and SUPER_EXEC_ is null group by BUSINESS_KEY_");
        Map<String, Long> started = counts(
                connection,
                "select BUSINESS_KEY_, count(*) from ACT_HI_PROCINST"
                        + " where SUPER_PROCESS_INSTANCE_ID_ is null group by BUSINESS_KEY_");
        Set<String> waiting = new HashSet<>();
        for (String table : List.of(
                "ACT_RU_TASK t on t.PROC_INST_ID_",
                "ACT_RU_JOB t on t.RETRIES_ > 0 and t.PROCESS_INSTANCE_ID_",
                "ACT_RU_INCIDENT t on t.PROC_INST_ID_")) {
            waiting.addAll(counts(
                            connection,
                            "select r.BUSINESS_KEY_, count(*) from ACT_RU_EXECUTION e join " + table
                                    + " = e.ID_ join ACT_RU_EXECUTION r on r.ID_ = e.ROOT_PROC_INST_ID_"
                                    + " group by r.BUSINESS_KEY_")
                    .keySet());
        }
        statuses.forEach((number, status) -> {
            long running = roots.getOrDefault(number, 0L);
            long ever = started.getOrDefault(number, 0L);
            if (running > 1 || ever > 1) {
                doubled.add(number);
                findings.add("%s (%s) has %d running instances, %d ever".formatted(number, status, running, ever));
            } else if (ever == 0 || !FINAL.contains(status) && running == 0) {
                findings.add("%s (%s) has no running instance".formatted(number, status));
            } else if (FINAL.contains(status) && running > 0) {
                findings.add("%s (%s) still runs".formatted(number, status));
            } else if (!FINAL.contains(status) && !waiting.contains(number)) {
                findings.add("%s (%s) waits for nobody and nothing".formatted(number, status));
            }
        });
        for (String key : roots.keySet()) {
            if (!statuses.containsKey(key)) {
                findings.add("a process runs for no ticket: " + key);
            }
        }
    }

    private static void jobs(Connection connection, List<String> findings) throws SQLException {
        long failed = number(connection, "select count(*) from ACT_RU_JOB where RETRIES_ = 0");
        long incidents = number(connection, "select count(*) from ACT_RU_INCIDENT");
        if (failed > 0 || incidents > 0) {
            findings.add(failed + " jobs are out of retries, " + incidents + " incidents");
        }
    }

    private void history(
            Connection connection, Map<String, String> statuses, Set<String> doubled, List<String> findings)
            throws SQLException {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "select ticket_number, kind from timeline_entry order by ticket_number, id");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                lines.computeIfAbsent(rows.getString(1), each -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        lines.forEach((number, kinds) -> {
            List<String> path = kinds.stream().filter(ORDER::contains).toList();
            for (String kind : ORDER) {
                long times = path.stream().filter(kind::equals).count();
                if (times > MOST.getOrDefault(kind, 1)) {
                    doubled.add(number);
                    findings.add("%s was %s %d times".formatted(number, kind, times));
                }
            }
            long paid = kinds.stream().filter("PAID"::equals).count();
            if (paid > 1) {
                doubled.add(number);
                findings.add("%s was PAID %d times".formatted(number, paid));
            }
            List<Integer> places = path.stream().map(ORDER::indexOf).toList();
            if (!places.equals(places.stream().sorted().toList())) {
                findings.add("%s went an illegal path: %s".formatted(number, path));
            }
        });
        statuses.forEach((number, status) -> {
            if (status.equals("CLOSED")) {
                List<String> missing = new ArrayList<>(BEFORE_CLOSED);
                missing.removeAll(lines.getOrDefault(number, List.of()));
                if (!missing.isEmpty()) {
                    findings.add("%s is closed without %s".formatted(number, missing));
                }
            }
        });
        ledger.acts().forEach((number, steps) -> {
            for (String step : steps) {
                String kind = TOLD_BY.get(step);
                if (kind != null && !lines.getOrDefault(number, List.of()).contains(kind)) {
                    findings.add("%s: %s was acknowledged and is not there".formatted(number, step));
                }
            }
        });
    }

    private static void clocks(Connection connection, List<String> findings) throws SQLException {
        Map<String, Long> rounds = counts(
                connection,
                "select concat(ticket_number, ' ', name), count(*) from clock where ticket_number is not null"
                        + " group by concat(ticket_number, ' ', name)");
        try (PreparedStatement query = connection.prepareStatement(
                        "select ticket_number, clock, clock_level, count(*) from timeline_entry"
                                + " where kind = 'ESCALATED' and clock is not null"
                                + " group by ticket_number, clock, clock_level");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                String clock = rows.getString(1) + " " + rows.getString(2);
                if (rows.getLong(4) > rounds.getOrDefault(clock, 0L)) {
                    findings.add("%s: level %d was told %d times".formatted(clock, rows.getInt(3), rows.getLong(4)));
                }
            }
        }
    }

    private static void told(
            Connection connection,
            Map<String, String> numbers,
            Map<String, Long> taken,
            Set<String> doubled,
            List<String> findings)
            throws SQLException {
        Set<String> known = new HashSet<>();
        Map<String, Integer> once = new TreeMap<>();
        Map<String, Integer> receipts = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "select ticket_number, template, channel, state, message_id, last_error, recipient"
                                + " from outbox_message");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                String id = rows.getString(5);
                known.add(id);
                if ("RECEIPT".equals(rows.getString(2)) && rows.getString(1) != null) {
                    receipts.merge(rows.getString(1), 1, Integer::sum);
                }
                if (TOLD_ONCE.contains(rows.getString(2)) && rows.getString(1) != null) {
                    String what = rows.getString(1) + " " + rows.getString(2) + " by " + rows.getString(3);
                    if (once.merge(what + " to " + rows.getString(7), 1, Integer::sum) == 2) {
                        doubled.add(rows.getString(1));
                        findings.add("told twice: " + what);
                    }
                }
                if (!"SENT".equals(rows.getString(4))) {
                    findings.add("message %s of %s is %s (%s)"
                            .formatted(rows.getString(2), rows.getString(1), rows.getString(4), rows.getString(6)));
                } else if ("MAIL".equals(rows.getString(3)) && !taken.containsKey(id)) {
                    findings.add("message %s of %s is marked as sent and never arrived"
                            .formatted(rows.getString(2), rows.getString(1)));
                }
            }
        }
        for (String number : numbers.values()) {
            if (receipts.getOrDefault(number, 0) != 1) {
                findings.add("%s has %d receipts".formatted(number, receipts.getOrDefault(number, 0)));
            }
        }
        for (String id : taken.keySet()) {
            if (!known.contains(id)) {
                findings.add("a mail arrived that is not in the outbox: " + id);
            }
        }
    }

    /** Messages that still wait for being sent. */
    long unsent() throws SQLException {
        try (Connection connection = database.connect()) {
            return number(connection, "select count(*) from outbox_message where state in ('PENDING', 'SENDING')");
        }
    }

    /** Jobs that somebody holds who is dead: {@code owner:id}, to see when they move again. */
    Set<String> heldJobs() throws SQLException {
        try (Connection connection = database.connect()) {
            return new TreeSet<>(pairs(
                            connection,
                            "select concat(LOCK_OWNER_, ':', ID_), ID_ from ACT_RU_JOB where LOCK_OWNER_ is not null")
                    .keySet());
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Map<String, String> pairs(Connection connection, String sql) throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.put(rows.getString(1), Objects.requireNonNullElse(rows.getString(2), ""));
            }
        }
        return found;
    }

    private static Map<String, Long> counts(Connection connection, String sql) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.put(String.valueOf(rows.getString(1)), rows.getLong(2));
            }
        }
        return found;
    }
}
