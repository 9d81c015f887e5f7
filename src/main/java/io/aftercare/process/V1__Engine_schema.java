package io.aftercare.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Creates the engine's tables with the engine's own scripts, so that Flyway owns the whole schema. On MySQL they are
 * made in utf8mb4: with the scripts' three-byte character set, rare hanzi and emoji could not be stored.
 */
public class V1__Engine_schema extends BaseJavaMigration {

    private static final List<String> SCRIPTS = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

    @Override
    public void migrate(Context context) throws SQLException, IOException {
        Connection connection = context.getConnection();
        boolean mysql = connection.getMetaData().getDatabaseProductName().contains("MySQL");
        for (String script : SCRIPTS) {
            run(connection, script(mysql ? "mysql" : "h2", script), mysql);
        }
        try (Statement index = connection.createStatement()) {
            // the job executor asks for due jobs ordered by due date; the stock schema has no index for it
            index.execute("create index AFTERCARE_IDX_JOB_DUEDATE on ACT_RU_JOB (DUEDATE_)");
        }
    }

    private static void run(Connection connection, String script, boolean mysql) throws SQLException {
        String sql = mysql
                ? script.replace("CHARSET=utf8 ", "CHARSET=utf8mb4 ").replace("COLLATE utf8_bin", "COLLATE utf8mb4_bin")
                : script;
        try (Statement statement = connection.createStatement()) {
            for (String part : sql.replaceAll("(?m)^\\s*--.*$", "").split(";")) {
                if (!part.isBlank()) {
                    statement.execute(part);
                }
            }
        }
    }

    private static String script(String database, String name) throws IOException {
        String path = "org/camunda/bpm/engine/db/create/activiti." + database + ".create." + name + ".sql";
        try (InputStream stream = V1__Engine_schema.class.getClassLoader().getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("The engine brings no " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
