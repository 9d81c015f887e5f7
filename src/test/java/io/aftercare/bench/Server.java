package io.aftercare.bench;

import io.aftercare.MySqlServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** One contestant's database, asked by the bench beside the contestant; what the bench asks is known and taken off. */
final class Server implements AutoCloseable {

    private static final AtomicLong ASKED = new AtomicLong();

    private final MySqlServer.Database database;
    private final Connection connection;
    private final Map<Thread, Connection> connections = new ConcurrentHashMap<>();

    Server(MySqlServer.Database database) throws SQLException {
        this.database = database;
        this.connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set session information_schema_stats_expiry = 0");
        }
    }

    /** What was done for all so far. */
    record Traffic(long statements, long commits, long prepared) {

        Traffic since(Traffic before) {
            return new Traffic(statements - before.statements, commits - before.commits, prepared - before.prepared);
        }

        /** Tells it per piece of work. */
        void per(long pieces, Figures figures) {
            figures.add("SQL statements per ticket", (double) statements / pieces);
            figures.add("commits per ticket", (double) commits / pieces);
            figures.add("statements prepared per ticket", (double) prepared / pieces);
        }
    }

    MySqlServer.Database database() {
        return database;
    }

    /** Reading and writing statements, and ends of transactions; without what the bench itself asked. */
    Traffic traffic() throws SQLException {
        Map<String, Long> status = new HashMap<>();
        long asked = ASKED.get();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "show global status where variable_name in"
                                + " ('Com_select', 'Com_insert', 'Com_update', 'Com_delete', 'Com_replace', 'Com_insert_select',"
                                + " 'Com_update_multi', 'Com_delete_multi', 'Com_commit', 'Com_rollback', 'Com_stmt_prepare')")) {
            while (rows.next()) {
                status.put(rows.getString(1), rows.getLong(2));
            }
        }
        long commits = status.get("Com_commit");
        long prepared = status.get("Com_stmt_prepare");
        long rest = status.get("Com_rollback");
        long all = status.values().stream().mapToLong(Long::longValue).sum();
        return new Traffic(all - commits - prepared - rest - asked, commits, prepared);
    }

    /** Bytes of all tables with their indexes, from the pages that they fill. */
    long bytes() throws SQLException {
        StringBuilder tables = new StringBuilder();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select table_name from information_schema.tables"
                    + " where table_schema = database() and table_type = 'BASE TABLE'")) {
                while (rows.next()) {
                    tables.append(tables.isEmpty() ? "" : ", ").append(rows.getString(1));
                }
            }
            statement.execute("analyze table " + tables);
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select sum(data_length + index_length)"
                        + " from information_schema.tables where table_schema = database()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Where the pages are that {@link #bytes} has just counted, largest table first, in KB per ticket. */
    String largestTables(long tickets) {
        return text(
                "select group_concat(table_name, ' ', kb order by kb desc separator ', ') from (select table_name,"
                        + " round((data_length + index_length) / 1024 / ?, 1) as kb from information_schema.tables"
                        + " where table_schema = database() order by kb desc limit 14) t",
                tickets);
    }

    long number(String sql, Object... values) {
        return Long.parseLong(text(sql, values));
    }

    /** The first column of the first row, asked on a connection of this thread. */
    String text(String sql, Object... values) {
        ASKED.incrementAndGet();
        Connection mine = connections.computeIfAbsent(Thread.currentThread(), any -> connect());
        try (PreparedStatement statement = mine.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new IllegalStateException("nothing found: " + sql + " " + List.of(values));
                }
                return result.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() {
        try {
            return database.connect();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection each : connections.values()) {
            each.close();
        }
        connection.close();
    }
}
