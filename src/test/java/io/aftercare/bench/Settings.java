package io.aftercare.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What a run was asked to do: {@code name=value}, each with its own usual value; {@code short} makes all of them small. */
record Settings(boolean small, Map<String, String> given) {

    static Settings of(String... arguments) {
        Map<String, String> given = new TreeMap<>();
        Arrays.stream(arguments).filter(each -> each.contains("=")).forEach(each -> {
            String[] parts = each.split("=", 2);
            given.put(parts[0], parts[1]);
        });
        return new Settings(Arrays.asList(arguments).contains("short"), given);
    }

    int count(String name, int usual, int whenShort) {
        String value = given.get(name);
        return value == null ? small ? whenShort : usual : Integer.parseInt(value);
    }

    Duration seconds(String name, int usual, int whenShort) {
        return Duration.ofSeconds(count(name, usual, whenShort));
    }

    String text(String name, String usual) {
        return given.getOrDefault(name, usual);
    }
}
