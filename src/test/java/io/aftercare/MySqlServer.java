package io.aftercare;

import com.facebook.presto.testing.mysql.AbstractEmbeddedMySql;
import com.facebook.presto.testing.mysql.MySqlOptions;
import io.airlift.units.Duration;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * The real MySQL server of the tests, one for all of them: that of {@code AFTERCARE_TEST_MYSQL} (host:port, with
 * {@code AFTERCARE_TEST_MYSQL_USER} and {@code AFTERCARE_TEST_MYSQL_PASSWORD}), else one that is started here.
 */
public final class MySqlServer {

    private static final String OPTIONS = "?sendFractionalSeconds=false&nullDatabaseMeansCurrent=true"
            + "&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true&useLocalSessionState=true"
            + "&cachePrepStmts=true&useServerPrepStmts=true&elideSetAutoCommits=true"
            + "&prepStmtCacheSize=250&prepStmtCacheSqlLimit=8192&readOnlyPropagatesToServer=false"
            + "&allowPublicKeyRetrieval=true&sslMode=DISABLED";

    private static @Nullable String address;
    private static @Nullable Database shared;
    private static boolean durable;

    private MySqlServer() {}

    /**
     * Whoever measures wants a server that has written what it acknowledges, and room for what is measured (A4); to be
     * said before the first database is made.
     */
    public static synchronized void durable() {
        if (address != null) {
            throw new IllegalStateException("The server runs already");
        }
        durable = true;
    }

    /** Makes an empty database of that name and points the application's data source at it. */
    public static void use(String database, DynamicPropertyRegistry registry) {
        pointAt(empty(database), registry);
    }

    /** Points the application's data source at one database that several test classes share, so that it migrates once. */
    public static synchronized void useShared(DynamicPropertyRegistry registry) {
        Database known = shared;
        if (known == null) {
            known = empty("shared");
            shared = known;
        }
        pointAt(known, registry);
    }

    /** Makes an empty database of that name. */
    public static Database empty(String name) {
        return new Database("jdbc:mysql://" + create(name) + "/" + name + OPTIONS, user(), password());
    }

    private static void pointAt(Database database, DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", database::url);
        registry.add("spring.datasource.username", database::user);
        registry.add("spring.datasource.password", database::password);
        // many applications share the server while the tests run
        registry.add("spring.datasource.hikari.minimum-idle", () -> "1");
    }

    /** Where it is and who may enter. */
    public record Database(String url, String user, String password) {

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }
    }

    private static synchronized String create(String database) {
        try {
            String server = address();
            try (Connection connection =
                            DriverManager.getConnection("jdbc:mysql://" + server + "/" + OPTIONS, user(), password());
                    Statement statement = connection.createStatement()) {
                statement.execute("drop database if exists " + database);
                statement.execute("create database " + database + " character set utf8mb4 collate utf8mb4_bin");
            }
            return server;
        } catch (SQLException e) {
            throw new IllegalStateException("No MySQL for the tests", e);
        }
    }

    private static synchronized String address() {
        String known = address;
        if (known == null) {
            String given = System.getenv("AFTERCARE_TEST_MYSQL");
            known = given == null ? start() : given;
            address = known;
        }
        return known;
    }

    private static String start() {
        try {
            Server server = new Server();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-mysql"));
            return "127.0.0.1:" + server.getPort();
        } catch (IOException e) {
            throw new IllegalStateException("MySQL could not be started; on Debian it needs libaio1", e);
        }
    }

    private static String user() {
        return System.getenv().getOrDefault("AFTERCARE_TEST_MYSQL_USER", "root");
    }

    private static String password() {
        return System.getenv().getOrDefault("AFTERCARE_TEST_MYSQL_PASSWORD", "");
    }

    /** As the library starts it, but also where the tests run as root, as they do in containers. */
    private static final class Server extends AbstractEmbeddedMySql {

        private static final List<String> QUICK = List.of(
                "--innodb-flush-method=nosync",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-doublewrite=0",
                "--skip-log-bin");

        private static final List<String> DURABLE = List.of(
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=2G",
                "--innodb-log-file-size=512M",
                "--skip-log-bin");

        Server() throws IOException {
            super(MySqlOptions.builder()
                    .setStartupWait(new Duration(60, TimeUnit.SECONDS))
                    .setCommandTimeout(new Duration(120, TimeUnit.SECONDS))
                    .build());
        }

        @Override
        public List<String> getInitializationArguments() {
            return withUser("--initialize-insecure", "--innodb-flush-method=nosync", "--datadir", getDataDirectory());
        }

        @Override
        public List<String> getStartArguments() {
            List<String> arguments = new ArrayList<>(durable ? DURABLE : QUICK);
            arguments.addAll(List.of(
                    "--skip-ssl",
                    "--skip-mysqlx",
                    "--max-connections=1000",
                    "--default-time-zone=+00:00",
                    "--bind-address=localhost",
                    "--lc_messages_dir",
                    getShareDirectory(),
                    "--socket",
                    getSocketDirectory(),
                    "--port",
                    String.valueOf(getPort()),
                    "--datadir",
                    getDataDirectory()));
            return withUser(arguments.toArray(String[]::new));
        }

        private static List<String> withUser(String... arguments) {
            List<String> all = new ArrayList<>(List.of("--no-defaults"));
            if ("root".equals(System.getProperty("user.name"))) {
                all.add("--user=root");
            }
            all.addAll(List.of(arguments));
            return all;
        }
    }
}
