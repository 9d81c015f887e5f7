package io.aftercare.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareApplication;
import io.aftercare.MySqlServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same on the real MySQL server; and after a restart, and with the bridge of the documentation. */
class ChannelReplayMySqlIT extends ChannelScene {

    private static final List<String> SETTINGS = List.of(
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.datasource.password",
            "aftercare.channels[0].name",
            "aftercare.channels[0].channel",
            "aftercare.channels[0].secrets");

    @Autowired
    Environment environment;

    @DynamicPropertySource
    static void mysql(DynamicPropertyRegistry registry) {
        MySqlServer.use("channel", registry);
    }

    @Test
    void afterARestartAMessageThatComesAgainIsStillTheSameTicket() {
        Map<String, Object> message = message("before-the-restart", "c-restart", "It hums.");
        Answer first = send(message);
        assertThat(first.status()).isEqualTo(201);
        List<String> settings = new ArrayList<>(Stream.of(
                        "server.port=0",
                        "aftercare.language=en",
                        "aftercare.notification.relay-enabled=false",
                        "camunda.bpm.job-execution.enabled=false",
                        "spring.jmx.enabled=false")
                .map(setting -> "--" + setting)
                .toList());
        SETTINGS.forEach(name -> settings.add("--" + name + "=" + environment.getProperty(name, "")));
        int former = port;
        try (ConfigurableApplicationContext restarted = new SpringApplicationBuilder(AftercareApplication.class)
                .profiles("demo")
                .run(settings.toArray(String[]::new))) {
            port = restarted.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            assertThat(port).isNotEqualTo(former);
            Answer again = send(message);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json()).isEqualTo(first.json());
        } finally {
            port = former;
        }
    }

    /** What {@code src/docs/channels.md} promises: nothing but a JDK, and it works. */
    @Test
    void theBridgeOfTheDocumentationTalksBothWays(@TempDir Path folder) throws Exception {
        Path told = folder.resolve("bridge.log");
        Process bridge = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "src/docs/examples/Bridge.java",
                        "--aftercare",
                        "http://127.0.0.1:" + port,
                        "--port",
                        String.valueOf(freePort()),
                        "--user",
                        "manager:demo",
                        "--say",
                        "Is the \"filter\" in stock?",
                        "--wait",
                        "60")
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        try {
            for (int tried = 0; tried < 120 && !Files.readString(told).contains("/t/"); tried++) {
                assertThat(bridge.waitFor(500, TimeUnit.MILLISECONDS))
                        .as(Files.readString(told))
                        .isFalse();
            }
            for (int tried = 0; tried < 40 && !Files.readString(told).contains("aftercare to"); tried++) {
                relay.relay();
                bridge.waitFor(250, TimeUnit.MILLISECONDS);
            }
            assertThat(Files.readString(told))
                    .contains("\"kind\":\"NEW\"", "(signature holds)", "aftercare to bridge-user> Thank you")
                    .doesNotContain("NOT SIGNED");
        } finally {
            bridge.destroy();
            bridge.waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
