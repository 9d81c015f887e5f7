package io.aftercare.bench;

import io.aftercare.MySqlServer;
import io.aftercare.tracking.PressingRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Many stored tickets in minutes (P3, P7): a ticket that the application itself brought somewhere is copied with every row
 * that belongs to it, ours and the engine's, under new numbers and ids; one insert per row and ten thousand copies.
 */
final class Copies implements AutoCloseable {

    private static final int CHUNK = 10_000;
    private static final int AGENTS = 50;
    private static final Set<String> KEYS =
            Set.of("token_hash", "nonce", "dedup_key", "message_id", "request_key", "message_key", "mail_key");
    private static final Set<String> DUE = Set.of("due_at", "next_level_at", "DUE_DATE_", "DUEDATE_");
    private static final Set<String> INSTANCE = Set.of("PROC_INST_ID_", "PROCESS_INSTANCE_ID_", "ROOT_PROC_INST_ID_");

    private final Connection connection;
    private final Map<String, List<String>> columns = new TreeMap<>();
    private final int customers;

    /** Copies belong to this many customers with an order each. */
    Copies(MySqlServer.Database database, int customers) throws SQLException {
        this.connection = database.connect();
        this.customers = customers;
        execute("set session unique_checks = 0, foreign_key_checks = 0");
        execute("set global innodb_flush_log_at_trx_commit = 0");
        execute("create table if not exists bench_number (n int not null primary key)");
        execute("insert ignore into bench_number with recursive s(n) as (select 0 union all select n + 1 from s"
                + " where n < 999) select n from s");
        execute("insert ignore into bench_number select a.n + 1000 * b.n from bench_number a join bench_number b"
                + " on b.n < 10 where a.n < 1000");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select table_name, column_name from information_schema.columns"
                        + " where table_schema = database() and generation_expression = ''"
                        + " order by table_name, ordinal_position")) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1), any -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        makePeople();
    }

    static String agent(int each) {
        return String.format(Locale.ROOT, "agent-%02d", each % AGENTS);
    }

    /** Fifty agents with the demo's password, spread over twenty groups, and customers with an order each. */
    private void makePeople() throws SQLException {
        execute("insert ignore into ACT_ID_USER (ID_, REV_, FIRST_, LAST_, EMAIL_, PWD_, SALT_) select"
                + " concat('agent-', lpad(n, 2, '0')), 1, 'Agent', n, 'a@house.example', PWD_, SALT_"
                + " from ACT_ID_USER, bench_number where ID_ = 'agent' and n < " + AGENTS);
        execute("insert ignore into ACT_ID_MEMBERSHIP select concat('agent-', lpad(n, 2, '0')), g.ID_ from (select ID_,"
                + " row_number() over (order by ID_ <> 'service-agents', ID_) - 1 as p from ACT_ID_GROUP where ID_ not in"
                + " ('camunda-admin', 'channels')) g join bench_number on n < " + AGENTS
                + " and (g.p = 0 or g.p = mod(n, 20)) where g.p < 20");
        String some = " from bench_number a join bench_number b on b.n <= " + customers / CHUNK
                + " where a.n + 10000 * b.n < " + customers;
        String n = "(a.n + 10000 * b.n)";
        execute("insert ignore into customer (ref, name, phone, phone_reversed, tier, created_at) select concat('K-', "
                + n
                + "), concat('Customer ', " + n + "), concat('139', lpad(" + n
                + ", 8, '0')), reverse(concat('139', lpad("
                + n + ", 8, '0'))), 'STANDARD', '2025-01-01'" + some);
        execute("insert ignore into customer_identity (kind, identity_value, value_reversed, customer_ref, added_by,"
                + " added_at) select 'PHONE', concat('139', lpad(" + n + ", 8, '0')), reverse(concat('139', lpad(" + n
                + ", 8, '0'))), concat('K-', " + n + "), 'system', '2025-01-01'" + some);
        execute("insert ignore into customer_order (order_no, customer_ref, product, product_serial, paid_amount,"
                + " purchased_at) select concat('KO-', " + n + "), concat('K-', " + n + "), 'Purifier', concat('S-', "
                + n
                + "), 999.00, '2025-01-01'" + some);
    }

    /** When copies are due. */
    enum Due {
        /** All of them when the sample is. */
        TOGETHER,
        /** In the next weeks: they are open. */
        SOON,
        /** They are over, each half a minute before the one before it. */
        OVER
    }

    /** Copies it, the first with this number. */
    void copy(String ticket, int first, int times, Due due) throws SQLException {
        Map<String, List<Map<String, @Nullable Object>>> rows = rowsOf(ticket);
        Set<String> ids = rows.values().stream()
                .flatMap(Collection::stream)
                .map(row -> row.get("ID_"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toSet());
        Map<String, long[]> series = series(rows);
        for (int from = 0; from < times; from += CHUNK) {
            int last = Math.min(CHUNK, times - from);
            for (Map.Entry<String, List<Map<String, @Nullable Object>>> table : rows.entrySet()) {
                for (Map<String, @Nullable Object> row : table.getValue()) {
                    String n = "(n + " + (first + from) + ")";
                    String values = row.entrySet().stream()
                            .map(value -> new Value(ticket, n, ids, series, due)
                                    .of(table.getKey(), value.getKey(), value.getValue()))
                            .collect(Collectors.joining(", "));
                    execute("insert into " + table.getKey() + " (" + String.join(", ", row.keySet()) + ") select "
                            + values + " from bench_number where n < " + last);
                }
            }
        }
    }

    /** Of each table with numbers for ids: the sample's lowest, how many numbers a copy takes, and the first free one. */
    private Map<String, long[]> series(Map<String, List<Map<String, @Nullable Object>>> rows) throws SQLException {
        Map<String, long[]> series = new HashMap<>();
        for (Map.Entry<String, List<Map<String, @Nullable Object>>> table : rows.entrySet()) {
            List<Long> ids = table.getValue().stream()
                    .map(row -> row.get("id"))
                    .filter(Number.class::isInstance)
                    .map(id -> ((Number) id).longValue())
                    .sorted()
                    .toList();
            if (!ids.isEmpty()) {
                long low = ids.get(0);
                try (Statement statement = connection.createStatement();
                        ResultSet most = statement.executeQuery("select max(id) from " + table.getKey())) {
                    most.next();
                    series.put(
                            table.getKey(), new long[] {low, ids.get(ids.size() - 1) - low + 1, most.getLong(1) + 1});
                }
            }
        }
        return series;
    }

    /** What stands in a copy's column instead. */
    private final class Value {

        private final String ticket;
        private final String n;
        private final Set<String> ids;
        private final Map<String, long[]> series;
        private final Due due;

        Value(String ticket, String n, Set<String> ids, Map<String, long[]> series, Due due) {
            this.ticket = ticket;
            this.n = n;
            this.ids = ids;
            this.series = series;
            this.due = due;
        }

        String of(String table, String column, @Nullable Object value) {
            if (value == null) {
                return "null";
            }
            if (table.equals("outbox_message") && column.equals("state")) {
                // else the program that is measured would send them all
                return "'SENT'";
            }
            if (value instanceof Number number) {
                String of = column.equals("id") ? table : column.endsWith("_id") ? column.replaceAll("_id$", "") : "";
                long[] numbers = series.get(of);
                return numbers == null
                        ? number.toString()
                        : numbers[2] + " + " + n + " * " + numbers[1] + " + " + (number.longValue() - numbers[0]);
            }
            if (value instanceof java.sql.Timestamp time) {
                String literal =
                        "timestamp'" + time.toLocalDateTime().toString().replace('T', ' ') + "'";
                if (column.equals("changed_at")) {
                    return "'2026-01-01'";
                }
                return switch (due) {
                    case TOGETHER -> literal;
                    case SOON ->
                        DUE.contains(column)
                                ? "'" + LocalDate.now(ZoneOffset.UTC).plusDays(2) + "' + interval mod(" + n
                                        + " * 7919, 40000) minute"
                                : literal;
                    case OVER -> literal + " - interval " + n + " * 30 second";
                };
            }
            if (value instanceof java.sql.Date date) {
                return "'" + date + "'";
            }
            if (!(value instanceof String text)) {
                return value instanceof byte[] bytes ? "x'" + HexFormat.of().formatHex(bytes) + "'" : value.toString();
            }
            if (ids.contains(text)) {
                // the engine's ids end with the machine's address
                return "concat('" + text.substring(0, text.length() - 12) + "', lpad(hex(" + n + "), 12, '0'))";
            }
            if (text.equals(OurProgram.customer(0))) {
                return "concat('K-', mod(" + n + ", " + customers + "))";
            }
            if (text.equals(OurProgram.order(0))) {
                return "concat('KO-', mod(" + n + ", " + customers + "))";
            }
            if (text.equals("agent")) {
                return "concat('agent-', lpad(mod(" + n + ", " + AGENTS + "), 2, '0'))";
            }
            if (KEYS.contains(column) && !text.contains(ticket)) {
                return text.length() == 64
                        ? "sha2(concat('" + text + "', " + n + "), 256)"
                        : "concat(left('" + quoted(text) + "', 24), " + n + ")";
            }
            String quoted = quoted(text);
            return text.contains(ticket)
                    ? "concat('" + quoted.replace(ticket, "', 'B', lpad(" + n + ", 9, '0'), '") + "')"
                    : "'" + quoted + "'";
        }

        private static String quoted(String text) {
            return text.replace("\\", "\\\\").replace("'", "''");
        }
    }

    /** Every row that belongs to it, by table. */
    private Map<String, List<Map<String, @Nullable Object>>> rowsOf(String ticket) throws SQLException {
        Map<String, List<Map<String, @Nullable Object>>> found = new LinkedHashMap<>();
        Set<String> instances = new HashSet<>();
        for (Map<String, @Nullable Object> row : rows("ACT_HI_PROCINST", "BUSINESS_KEY_", List.of(ticket))) {
            instances.add(String.valueOf(row.get("ID_")));
        }
        Set<Object> tasks = new HashSet<>();
        for (Map.Entry<String, List<String>> table : columns.entrySet()) {
            String name = table.getKey();
            boolean engine = name.startsWith("ACT_");
            String by = engine
                    ? table.getValue().stream()
                            .filter(INSTANCE::contains)
                            .findFirst()
                            .orElse(null)
                    : name.equals("ticket")
                            ? "number"
                            : table.getValue().contains("ticket_number") ? "ticket_number" : null;
            if (by != null) {
                found.put(name, rows(name, by, engine ? instances : List.of(ticket)));
            }
        }
        for (Map<String, @Nullable Object> task : found.getOrDefault("ACT_RU_TASK", List.of())) {
            tasks.add(String.valueOf(task.get("ID_")));
        }
        found.put("ACT_RU_IDENTITYLINK", rows("ACT_RU_IDENTITYLINK", "TASK_ID_", tasks));
        found.put("ACT_RU_AUTHORIZATION", rows("ACT_RU_AUTHORIZATION", "RESOURCE_ID_", tasks));
        for (Map.Entry<String, List<String>> table : columns.entrySet()) {
            for (String column : table.getValue()) {
                List<Map<String, @Nullable Object>> parents =
                        found.get(column.endsWith("_id") ? column.replaceAll("_id$", "") : "");
                if (parents != null && !found.containsKey(table.getKey())) {
                    Set<Object> parentIds = new HashSet<>();
                    parents.forEach(parent -> parentIds.add(String.valueOf(parent.get("id"))));
                    found.put(table.getKey(), rows(table.getKey(), column, parentIds));
                }
            }
        }
        found.values().removeIf(List::isEmpty);
        return found;
    }

    private List<Map<String, @Nullable Object>> rows(String table, String by, Collection<?> values)
            throws SQLException {
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        if (values.isEmpty()) {
            return found;
        }
        String marks = values.stream().map(any -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement statement =
                connection.prepareStatement("select " + String.join(", ", columns.getOrDefault(table, List.of("*")))
                        + " from " + table + " where " + by + " in (" + marks + ")")) {
            int place = 1;
            for (Object value : values) {
                statement.setObject(place++, value);
            }
            try (ResultSet rows = statement.executeQuery()) {
                ResultSetMetaData head = rows.getMetaData();
                while (rows.next()) {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    for (int i = 1; i <= head.getColumnCount(); i++) {
                        boolean time = head.getColumnType(i) == Types.TIMESTAMP;
                        row.put(head.getColumnName(i), time ? rows.getTimestamp(i) : rows.getObject(i));
                    }
                    found.add(row);
                }
            }
        }
        return found;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(sql.substring(0, Math.min(2_000, sql.length())), e);
        }
    }

    /** The server is durable again, and knows what its tables hold. */
    @Override
    public void close() throws SQLException {
        execute(PressingRows.sql());
        execute("set global innodb_flush_log_at_trx_commit = 1");
        execute("analyze table " + columns.keySet().stream().collect(Collectors.joining(", ")));
        settle();
        connection.close();
    }

    /** What was copied is written to its place on the disk before anything is measured. */
    private void settle() throws SQLException {
        execute("set global innodb_max_dirty_pages_pct = 0");
        execute("set global innodb_io_capacity = 2000");
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (dirtyPages() > 100 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
        execute("set global innodb_io_capacity = default");
        execute("set global innodb_max_dirty_pages_pct = default");
    }

    private long dirtyPages() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet pages = statement.executeQuery("show global status like 'Innodb_buffer_pool_pages_dirty'")) {
            pages.next();
            return pages.getLong(2);
        }
    }
}
