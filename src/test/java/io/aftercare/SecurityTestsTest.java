package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every class of attack has a test, and the list that people read names them. */
class SecurityTestsTest {

    private static final Path LIST = Path.of("src/docs/security-tests.md");
    private static final Path CLASSES = Path.of("target/test-classes");

    @Test
    void everyAttackIsTriedByTheTestsThatTheListNames() throws Exception {
        Map<String, Set<String>> tried = tried();
        assertThat(tried.keySet())
                .containsAll(
                        IntStream.rangeClosed(1, 18).mapToObj(id -> "S" + id).toList());
        assertThat(listed()).isEqualTo(tried);
    }

    private static Map<String, Set<String>> tried() throws IOException, ClassNotFoundException {
        Map<String, Set<String>> tried = new TreeMap<>();
        List<String> names;
        try (Stream<Path> files = Files.walk(CLASSES.resolve("io/aftercare"))) {
            names = files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("$"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
        for (String name : names) {
            Class<?> type = Class.forName(name, false, SecurityTestsTest.class.getClassLoader());
            Stream.concat(Stream.<AnnotatedElement>of(type), Stream.of(type.getDeclaredMethods()))
                    .flatMap(element -> Stream.of(element.getDeclaredAnnotationsByType(Tag.class)))
                    .map(Tag::value)
                    .filter(tag -> tag.matches("S[0-9]+"))
                    .forEach(tag ->
                            tried.computeIfAbsent(tag, any -> new TreeSet<>()).add(type.getSimpleName()));
        }
        return tried;
    }

    private static Map<String, Set<String>> listed() throws IOException {
        return Files.readAllLines(LIST).stream()
                .map(line -> line.split("\\|"))
                .filter(cells -> cells.length == 5 && cells[1].strip().matches("S[0-9]+"))
                .collect(Collectors.toMap(
                        cells -> cells[1].strip(),
                        cells -> new TreeSet<>(List.of(cells[4].strip().split(", "))),
                        (one, other) -> one,
                        TreeMap::new));
    }
}
