package io.aftercare.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercare.fuzz.Operation.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Takes what would be right and spoils it: schemas, texts, numbers, encodings, addresses, kinds of content (R12). */
final class Malformed {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DEEP = 10_000;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\u0001\u0008\u001b[2J",
            "☕🧺👩‍🔧",
            "李𠮷𪚥",
            "\u202egpj.exe",
            "\ufeff",
            "\u200b",
            "\ud800",
            "é".repeat(300),
            "𠮷".repeat(5_000),
            "x".repeat(70_000),
            "../../../etc/passwd",
            "..;/..;/",
            "${7*7}",
            "#{T(Runtime)}",
            "' or '1'='1",
            "%",
            "_",
            "\\",
            "<script>alert(1)</script>",
            "0",
            "-1",
            "1e400",
            "9".repeat(400),
            "NaN",
            "true",
            "null",
            "9999-12-31",
            "+999999999-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z",
            "0000-00-00T00:00:00Z",
            "2026-02-30T25:61:61+99:99",
            "P999999999D",
            "PT9223372036854775807S",
            "999999-99999",
            "202611-1",
            "DROP TABLE ticket");

    private static final List<String> NUMBERS = List.of(
            "1e400",
            "-1e400",
            "1e-400",
            "9".repeat(500),
            "-1",
            "0",
            "-0.0",
            "0.000000000000000000000000000001",
            "2147483648",
            "9223372036854775808",
            "1E+2147483647",
            "123456789012345678901234567890.12");

    private static final List<String> KINDS = List.of(
            "",
            "text/plain",
            "application/xml",
            "application/json;charset=utf-16",
            "application/json;charset=bogus",
            "application/json;;;",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/octet-stream",
            "*/*",
            "\u00e9/json");

    private final Random random;
    private final Map<String, List<String>> known;
    private final JsonNode document;

    Malformed(JsonNode document, Map<String, List<String>> known, long seed) {
        this.document = document;
        this.known = known;
        this.random = new Random(seed);
    }

    /** What goes over the wire; the address is encoded already. */
    record Input(
            String address,
            byte @Nullable [] body,
            @Nullable String kind,
            String accept) {}

    /** Right as far as its description tells, to find out who may call. */
    Input plausible(Operation operation) {
        byte[] body = operation.schema() == null ? null : bytes(example(operation.schema(), "", 0));
        return new Input(address(operation, false), body, operation.bodyType(), "application/json");
    }

    Input spoiled(Operation operation) {
        boolean hasBody = operation.schema() != null;
        boolean spoilsBody = hasBody && random.nextInt(10) < 7;
        String address = address(operation, !spoilsBody || random.nextInt(6) == 0);
        String kind = operation.bodyType();
        byte[] body = null;
        if (hasBody || random.nextInt(20) == 0) {
            JsonNode example = operation.schema() == null ? JSON.objectNode() : example(operation.schema(), "", 0);
            body = spoilsBody ? spoiledBody(example, kind) : bytes(example);
            if (kind != null && kind.startsWith("multipart/")) {
                kind = "multipart/form-data; boundary=limit";
                body = multipart(body);
            }
            if (random.nextInt(15) == 0) {
                kind = one(KINDS);
            }
        }
        return new Input(
                address,
                body,
                kind,
                random.nextInt(12) == 0
                        ? one(List.of("text/html", "image/png", "*/*", "application/json;q=x", "text/plain"))
                        : "application/json");
    }

    private String address(Operation operation, boolean spoil) {
        int target = spoil && !operation.parameters().isEmpty()
                ? random.nextInt(operation.parameters().size())
                : -1;
        String path = operation.path();
        List<String> query = new ArrayList<>();
        int at = 0;
        for (Parameter parameter : operation.parameters()) {
            boolean spoilt = at++ == target;
            if (parameter.in().equals("path")) {
                String value =
                        spoilt ? encoded(one(TEXTS)) : encoded(one(knownFor(parameter.name(), operation.path())));
                path = path.replace("{" + parameter.name() + "}", value.isEmpty() ? "%20" : value);
            } else if (parameter.in().equals("query")) {
                if (spoilt) {
                    switch (random.nextInt(5)) {
                        case 0 -> query.add(parameter.name());
                        case 1 -> query.add(parameter.name() + "=1&" + parameter.name() + "=" + encoded(one(TEXTS)));
                        case 2 -> query.add(parameter.name() + "[]=" + encoded(one(TEXTS)));
                        case 3 -> query.add(parameter.name() + "=" + encoded(one(NUMBERS)));
                        default -> query.add(parameter.name() + "=" + encoded(one(TEXTS)));
                    }
                } else if (parameter.required() || random.nextInt(3) == 0) {
                    query.add(parameter.name() + "=" + encoded(one(knownFor(parameter.name(), operation.path()))));
                }
            }
        }
        if (spoil && random.nextInt(10) == 0) {
            query.add(one(List.of("x[y]=1", "%ff=%fe", "page=-1&size=99999999", "sort=id;drop", "a=%00")));
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private List<String> knownFor(String name, String path) {
        List<String> values = known.get(name);
        if (values == null && name.equals("id")) {
            values = known.get(path.contains("/tasks/") ? "taskId" : "anyId");
        }
        return values == null || values.isEmpty() ? List.of("1", "x", "2026-11-22") : values;
    }

    /** Percent-encoded, now and then as bytes that are no UTF-8. */
    private String encoded(String text) {
        if (random.nextInt(25) == 0) {
            return one(List.of("%ff%fe", "%c0%af", "%ed%a0%80", "%00", "%2e%2e", "%25%32%65", "a%0d%0ab"));
        }
        String cut = text.length() > 2_000 ? text.substring(0, 2_000) : text;
        return URLEncoder.encode(cut, StandardCharsets.UTF_8).replace("+", "%20");
    }

    // --- bodies

    private byte[] spoiledBody(JsonNode example, @Nullable String kind) {
        return switch (random.nextInt(12)) {
            case 0 -> raw(example);
            case 1 -> "[".repeat(DEEP).getBytes(StandardCharsets.UTF_8);
            case 2 -> nested(example);
            case 3 -> withNumber(example);
            default -> {
                JsonNode changed = example.deepCopy();
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    changed = mutated(changed);
                }
                yield bytes(changed);
            }
        };
    }

    private byte[] raw(JsonNode example) {
        byte[] whole = bytes(example);
        return switch (random.nextInt(11)) {
            case 0 -> new byte[0];
            case 1 -> "null".getBytes(StandardCharsets.UTF_8);
            case 2 -> "[]".getBytes(StandardCharsets.UTF_8);
            case 3 -> "\"text\"".getBytes(StandardCharsets.UTF_8);
            case 4 -> "12345".getBytes(StandardCharsets.UTF_8);
            case 5 -> java.util.Arrays.copyOf(whole, Math.max(1, whole.length - 1 - random.nextInt(whole.length)));
            case 6 -> (new String(whole, StandardCharsets.UTF_8) + "{}").getBytes(StandardCharsets.UTF_8);
            case 7 -> new String(whole, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            case 8 ->
                new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'};
            case 9 -> ("\ufeff" + new String(whole, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
            default -> {
                byte[] noise = new byte[1 + random.nextInt(400)];
                random.nextBytes(noise);
                yield noise;
            }
        };
    }

    /** Deep inside a field that is known. */
    private byte[] nested(JsonNode example) {
        String name =
                example.isObject() && !example.isEmpty() ? example.fieldNames().next() : "x";
        boolean list = random.nextBoolean();
        String deep = list ? "[".repeat(DEEP) + "]".repeat(DEEP) : "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP);
        return ("{\"" + name + "\":" + deep + "}").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] withNumber(JsonNode example) {
        if (!example.isObject() || example.isEmpty()) {
            return one(NUMBERS).getBytes(StandardCharsets.UTF_8);
        }
        List<String> names = new ArrayList<>();
        example.fieldNames().forEachRemaining(names::add);
        ObjectNode changed = example.deepCopy();
        String name = one(names);
        changed.put(name, "\u0002number\u0002");
        return text(changed).replace("\"\\u0002number\\u0002\"", one(NUMBERS)).getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode mutated(JsonNode node) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = one(names);
            switch (random.nextInt(8)) {
                case 0 -> object.remove(name);
                case 1 -> object.putNull(name);
                case 2 -> object.set(one(List.of("id", "approved", "__proto__", "class", "\u0000", "amount")), wrong());
                case 3, 4 -> object.set(name, wrong());
                case 5 -> object.set(name, TextNode.valueOf(one(TEXTS)));
                default -> object.set(name, mutated(object.get(name)));
            }
            return object;
        }
        if (node instanceof ArrayNode array && !array.isEmpty() && random.nextBoolean()) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    for (int i = 0; i < 2_000; i++) {
                        array.add(array.get(0));
                    }
                }
                case 1 -> array.add(wrong());
                default -> array.set(0, mutated(array.get(0)));
            }
            return array;
        }
        return random.nextBoolean() ? TextNode.valueOf(one(TEXTS)) : wrong();
    }

    private JsonNode wrong() {
        return switch (random.nextInt(8)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextLong());
            case 3 -> JSON.numberNode(random.nextDouble());
            case 4 -> JSON.arrayNode().add("x").addNull().add(1);
            case 5 -> JSON.objectNode().put("x", "y");
            case 6 -> JSON.arrayNode();
            default -> TextNode.valueOf(one(TEXTS));
        };
    }

    private byte[] multipart(byte[] content) {
        String name = one(List.of("file", "files", "x", "\u0000", "ticket"));
        String head = "--limit\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + one(TEXTS).replace("\"", "").replaceAll("[\r\n]", "") + "\"\r\nContent-Type: "
                + one(List.of("image/png", "text/html", "", "application/json")) + "\r\n\r\n";
        byte[] start =
                (random.nextInt(8) == 0 ? head.replace("\r\n\r\n", "\r\n") : head).getBytes(StandardCharsets.UTF_8);
        byte[] end = random.nextInt(6) == 0 ? new byte[0] : "\r\n--limit--\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] whole = java.util.Arrays.copyOf(start, start.length + content.length + end.length);
        System.arraycopy(content, 0, whole, start.length, content.length);
        System.arraycopy(end, 0, whole, start.length + content.length, end.length);
        return whole;
    }

    // --- what would be right

    private JsonNode example(JsonNode schema, String name, int depth) {
        JsonNode resolved = schema;
        if (schema.has("$ref")) {
            resolved = document.at(schema.path("$ref").asText().substring(1));
        }
        if (depth > 6) {
            return JSON.nullNode();
        }
        if (resolved.path("enum").size() > 0) {
            return resolved.path("enum")
                    .get(random.nextInt(resolved.path("enum").size()));
        }
        String type = resolved.path("type").asText(resolved.has("properties") ? "object" : "string");
        return switch (type) {
            case "object" -> {
                ObjectNode object = JSON.objectNode();
                int below = depth + 1;
                resolved.path("properties")
                        .properties()
                        .forEach(property ->
                                object.set(property.getKey(), example(property.getValue(), property.getKey(), below)));
                if (object.isEmpty()) {
                    object.put("restated", true).put("description", "It leaks");
                }
                yield object;
            }
            case "array" -> JSON.arrayNode().add(example(resolved.path("items"), name, depth + 1));
            case "integer" -> JSON.numberNode(1 + random.nextInt(5));
            case "number" -> JSON.numberNode(10 + random.nextInt(5));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default ->
                TextNode.valueOf(
                        resolved.path("format").asText().equals("date-time")
                                ? "2026-11-23T08:00:00Z"
                                : resolved.path("format").asText().equals("date")
                                        ? "2026-11-23"
                                        : one(knownFor(name, "")));
        };
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] bytes(JsonNode node) {
        return text(node).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
