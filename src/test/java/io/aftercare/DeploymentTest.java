package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What stands in {@code docker/} fits together and fits the program, as far as can be seen without Docker. */
class DeploymentTest {

    private static final Path DOCKER = Path.of("docker");
    private static final Map<String, Object> COMPOSE = yaml(DOCKER.resolve("compose.yml"));
    private static final Set<String> OF_THE_IMAGE = Set.of("SPRING_CONFIG_IMPORT", "SPRING_PROFILES_ACTIVE");

    @Test
    void everySettingInComposeIsOneThatTheProgramKnows() throws IOException {
        Set<String> known = known();
        assertThat(known).hasSizeGreaterThan(1000).contains("springdatasourceurl");
        for (String node : List.of("app1", "app2")) {
            Set<String> named =
                    new TreeSet<>(map(service(node).get("environment")).keySet());
            assertThat(named).contains("SPRING_DATASOURCE_URL", "AFTERCARE_PUBLIC_URL", "SPRING_PROFILES_ACTIVE");
            named.removeAll(OF_THE_IMAGE);
            strings(service(node).get("secrets")).forEach(named::add);
            assertThat(named).allSatisfy(name -> assertThat(known).contains(plain(name)));
        }
    }

    @Test
    void bothNodesAreTheSameButForTheirName() {
        Map<String, Object> first = new java.util.HashMap<>(service("app1"));
        Map<String, Object> second = new java.util.HashMap<>(service("app2"));
        for (String own : List.of("hostname", "depends_on")) {
            assertThat(first.remove(own)).isNotEqualTo(second.remove(own));
        }
        assertThat(first).isEqualTo(second);
        assertThat(first).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
        assertThat(strings(first.get("volumes"))).containsExactly("attachments:/var/lib/aftercare/attachments");
        assertThat(map(first.get("environment")))
                .containsEntry("SPRING_PROFILES_ACTIVE", "production")
                .containsEntry("AFTERCARE_ATTACHMENTS_DIRECTORY", "/var/lib/aftercare/attachments");
        assertThat(String.valueOf(map(first.get("environment")).get("SPRING_DATASOURCE_URL")))
                .startsWith("jdbc:mysql://mysql:3306/aftercare?")
                .doesNotContain(" ", "rewriteBatchedStatements")
                .contains("sendFractionalSeconds=false", "&connectionTimeZone=UTC", "&elideSetAutoCommits=true");
    }

    @Test
    void noPasswordStandsInAFileAndEverySecretIsMadeByTheScript() throws IOException {
        Set<String> secrets = map(COMPOSE.get("secrets")).keySet();
        String script = Files.readString(DOCKER.resolve("make-secrets.sh"));
        assertThat(secrets).isNotEmpty().allSatisfy(secret -> assertThat(script).contains(secret));
        Set<String> used = new HashSet<>();
        map(COMPOSE.get("services")).forEach((name, service) -> {
            used.addAll(strings(map(service).getOrDefault("secrets", List.of())));
            map(map(service).getOrDefault("environment", Map.of())).forEach((variable, value) -> {
                if (variable.contains("PASSWORD") || variable.contains("SECRET")) {
                    assertThat(String.valueOf(value)).as(variable).startsWith("/run/secrets/");
                }
            });
        });
        assertThat(used).isEqualTo(secrets);
    }

    @Test
    void whatIsMountedIsThereAndOnlyTheDoorIsOpenToTheWorld() {
        Set<String> volumes = map(COMPOSE.get("volumes")).keySet();
        map(COMPOSE.get("services")).forEach((name, service) -> {
            for (String mount : strings(map(service).getOrDefault("volumes", List.of()))) {
                String source = mount.substring(0, mount.indexOf(':'));
                if (source.startsWith("./")) {
                    assertThat(DOCKER.resolve(source)).exists();
                } else {
                    assertThat(volumes).contains(source);
                }
            }
            for (String port : strings(map(service).getOrDefault("ports", List.of()))) {
                assertThat(name.equals("proxy") || port.startsWith("127.0.0.1:"))
                        .as(name + " " + port)
                        .isTrue();
            }
            assertThat(strings(map(service).get("security_opt"))).contains("no-new-privileges:true");
        });
        assertThat(strings(service("mysql").get("networks"))).containsExactly("inside");
        assertThat(map(map(COMPOSE.get("networks")).get("inside"))).containsEntry("internal", true);
    }

    @Test
    void theDoorLeadsToBothNodesAndShowsNeitherFiguresNorHealth() throws IOException {
        String door = Files.readString(DOCKER.resolve("haproxy.cfg"));
        assertThat(door)
                .contains("app1:8080", "app2:8080", "/actuator/health/readiness", "/run/secrets/tls.pem")
                .contains("^/+(actuator|demo)")
                .contains("option forwardfor", "del-header X-Forwarded-");
        Map<String, Object> application = new java.util.HashMap<>();
        settings().forEach((key, value) -> application.put(String.valueOf(key), value));
        long megabytes = Long.parseLong(String.valueOf(application.get("spring.servlet.multipart.max-request-size"))
                .replace("MB", ""));
        assertThat(door).contains("gt " + megabytes * 1024 * 1024);
        assertThat(strings(service("proxy").get("ports"))).containsExactly("80:8080", "443:8443");
        assertThat(door).contains("AFTERCARE_BIND_HTTP-:8080", "AFTERCARE_BIND_HTTPS-:8443");
    }

    @Test
    void theImageRunsAsNobodyAndCopiesWhatIsThere() throws IOException {
        String image = Files.readString(DOCKER.resolve("Dockerfile"));
        assertThat(image).contains("\nUSER 10001:10001\n", "\nHEALTHCHECK ", "extract --layers");
        assertThat(image.indexOf("USER 10001")).isLessThan(image.indexOf("ENTRYPOINT"));
        assertThat(image).doesNotContain("curl", "wget", "apt-get");
        String ignored = Files.readString(DOCKER.resolve("Dockerfile.dockerignore"));
        Matcher copies = Pattern.compile("(?m)^COPY ([a-z.][^ ]*) ").matcher(image);
        int count = 0;
        while (copies.find()) {
            assertThat(Path.of(copies.group(1))).exists();
            assertThat(ignored).contains("!" + copies.group(1) + "\n");
            count++;
        }
        assertThat(count).isGreaterThan(4);
    }

    @Test
    void everyAlertSaysHowUrgentItIsAndWhatToDoStandsInTheDocumentation() throws IOException {
        String operations = Files.readString(Path.of("src/docs/operations.md"));
        Map<String, Object> group =
                map(list(yaml(DOCKER.resolve("prometheus/alerts.yml")).get("groups"))
                        .get(0));
        List<Object> rules = list(group.get("rules"));
        assertThat(rules).hasSizeGreaterThan(10).allSatisfy(rule -> {
            String alert = String.valueOf(map(rule).get("alert"));
            assertThat(map(map(rule).get("labels")).get("severity")).isIn("page", "ticket");
            assertThat(operations).contains("| `" + alert + "` |");
            assertThat(ofTheHouse(String.valueOf(map(rule).get("expr"))))
                    .as(alert)
                    .isTrue();
        });
        JsonNode dashboard = new ObjectMapper()
                .readTree(DOCKER.resolve("grafana/dashboards/aftercare.json").toFile());
        assertThat(dashboard.path("panels").size()).isGreaterThan(10);
        dashboard.findValuesAsText("expr").forEach(expression -> assertThat(ofTheHouse(expression))
                .as(expression)
                .isTrue());
    }

    /** Every node tells the same: a sum over nodes would count the house twice. */
    private static boolean ofTheHouse(String expression) {
        return !expression.contains("aftercare_")
                || expression.contains("max")
                || expression.contains("min(aftercare_figures_age")
                || expression.contains("aftercare_login_failures_total");
    }

    /** Every property of the program, of Spring Boot and of what it brings along, without what varies in spelling. */
    private static Set<String> known() throws IOException {
        Set<String> known = new HashSet<>();
        for (URL file : Collections.list(
                DeploymentTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream stream = file.openStream()) {
                new ObjectMapper()
                        .readTree(stream)
                        .path("properties")
                        .forEach(property ->
                                known.add(plain(property.path("name").asText())));
            }
        }
        settings().keySet().forEach(key -> known.add(plain(String.valueOf(key))));
        Pattern asked = Pattern.compile("\\$\\{(aftercare\\.[a-z.-]+)");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher properties = asked.matcher(Files.readString(source));
                while (properties.find()) {
                    known.add(plain(properties.group(1)));
                }
            }
        }
        return known;
    }

    private static Map<Object, Object> settings() {
        YamlPropertiesFactoryBean settings = new YamlPropertiesFactoryBean();
        settings.setResources(new FileSystemResource("src/main/resources/application.yaml"));
        return Objects.requireNonNull(settings.getObject());
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static Map<String, Object> service(String name) {
        return map(map(COMPOSE.get("services")).get(name));
    }

    private static Map<String, Object> yaml(Path file) {
        try {
            return map(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(@Nullable Object value) {
        assertThat(value).isInstanceOf(List.class);
        return (List<Object>) Objects.requireNonNull(value);
    }

    private static List<String> strings(@Nullable Object value) {
        return list(value).stream().map(String::valueOf).toList();
    }
}
