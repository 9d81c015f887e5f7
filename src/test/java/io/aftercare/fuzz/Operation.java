package io.aftercare.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An endpoint as the OpenAPI document describes it. */
record Operation(
        String method,
        String path,
        List<Parameter> parameters,
        @Nullable String bodyType,
        @Nullable JsonNode schema) {

    record Parameter(String name, String in, boolean required) {}

    static List<Operation> in(JsonNode document) {
        List<Operation> found = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    List<Parameter> parameters = new ArrayList<>();
                    for (JsonNode parameter : method.getValue().path("parameters")) {
                        parameters.add(new Parameter(
                                parameter.path("name").asText(),
                                parameter.path("in").asText(),
                                parameter.path("required").asBoolean()));
                    }
                    var content = method.getValue().path("requestBody").path("content").properties().stream()
                            .findFirst();
                    found.add(new Operation(
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            parameters,
                            content.map(entry -> entry.getKey()).orElse(null),
                            content.map(entry -> entry.getValue().path("schema"))
                                    .orElse(null)));
                }));
        return found;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
