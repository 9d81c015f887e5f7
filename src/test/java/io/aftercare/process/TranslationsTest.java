package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** Whatever a Chinese user can read in forms, diagrams and Tasklist has been put into Chinese. */
class TranslationsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CHINESE = Path.of("src/main/resources/translations/zh.json");
    private static final String WEBAPPS = "META-INF/resources/webjars/camunda/app/";

    /** Properties of a form component that people see. */
    private static final Set<String> VISIBLE =
            Set.of("label", "description", "text", "dateLabel", "timeLabel", "prefixAdorner", "suffixAdorner");

    /** Names for machines: they are referred to, not read. */
    private static final Set<String> TECHNICAL =
            Set.of("definitions", "message", "error", "signal", "escalation", "itemDefinition", "variable");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    @Test
    void everyTextOfTheFormsAndModelsHasAChineseOne() throws Exception {
        assertThat(chinese().keySet()).containsAll(texts());
    }

    @Test
    void noTranslationHasLostItsText() throws Exception {
        assertThat(texts()).containsAll(chinese().keySet());
    }

    @Test
    void chineseTextsAreChineseAndKeepTheirPlaceholders() throws Exception {
        chinese().forEach((english, translated) -> {
            assertThat(placeholders(translated)).as(english).isEqualTo(placeholders(english));
            if (!english.equals("App")) {
                assertThat(translated).as(english).containsPattern("\\p{IsHan}");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin"})
    void ourChineseWebappHasEveryKeyOfTheVendorsEnglishOne(String app) throws IOException {
        var english = leaves(resource(app + "/locales/en.json"));
        var ours = leaves(resource(app + "/locales/zh.json"));
        assertThat(ours.keySet()).isEqualTo(english.keySet());
        english.forEach((key, text) -> {
            var translated = ours.getOrDefault(key, "");
            assertThat(translated.isBlank()).as(key).isEqualTo(text.isBlank());
            assertThat(placeholders(translated)).as(key).isEqualTo(placeholders(text));
        });
    }

    /** Only the part before the hyphen of the browser's language is looked up: zh-CN has to find zh. */
    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void aWebappOffersOnlyLanguagesThatItHas(String app) throws IOException {
        var config = Files.readString(Path.of("src/main/resources", WEBAPPS, app, "scripts/config.js"));
        var languages = Pattern.compile("availableLocales: \\[([^]]*)]").matcher(config);
        assertThat(languages.find()).isTrue();
        var offered = List.of(languages.group(1).replace("'", "").split(", ", -1));
        assertThat(offered).contains("en").allSatisfy(language -> assertThat(language)
                .matches("[a-z]{2}"));
        for (var language : offered) {
            assertThat(urls(app + "/locales/" + language + ".json"))
                    .as(language)
                    .isNotEmpty();
        }
        assertThat(config).contains("vendor: 'Aftercare'").contains("fallbackLocale: 'en'");
    }

    private static Map<String, String> chinese() throws IOException {
        var translations = new TreeMap<String, String>();
        JSON.readTree(CHINESE.toFile())
                .fields()
                .forEachRemaining(entry ->
                        translations.put(entry.getKey(), entry.getValue().asText()));
        return translations;
    }

    private static Set<String> texts() throws Exception {
        var texts = new TreeSet<String>();
        for (var file : files("forms", ".form")) {
            collect(JSON.readTree(file.toFile()), texts);
        }
        for (var file : files("bpmn", ".bpmn")) {
            for (var element : elements(file)) {
                if (!TECHNICAL.contains(element.getLocalName())) {
                    texts.add(element.getAttribute("name"));
                }
                if (element.getLocalName().equals("text")) {
                    texts.add(element.getTextContent().strip());
                }
            }
        }
        for (var file : files("bpmn", ".dmn")) {
            for (var element : elements(file)) {
                texts.add(element.getAttribute("label"));
                if (element.getLocalName().equals("decision")) {
                    texts.add(element.getAttribute("name"));
                }
                if (element.getLocalName().equals("description")) {
                    texts.add(element.getTextContent().strip());
                }
            }
        }
        texts.removeIf(text -> !text.matches("(?s).*\\p{IsAlphabetic}.*"));
        return texts;
    }

    private static void collect(JsonNode node, Set<String> texts) {
        node.fields().forEachRemaining(property -> {
            if (VISIBLE.contains(property.getKey()) && property.getValue().isTextual()) {
                texts.add(property.getValue().asText());
            }
        });
        node.forEach(child -> collect(child, texts));
    }

    private static List<Path> files(String folder, String suffix) throws IOException {
        if (!Files.isDirectory(Path.of(folder))) {
            return List.of();
        }
        try (var files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** The model's own elements, without Camunda's properties and the drawing. */
    private static List<Element> elements(Path file) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        var nodes = factory.newDocumentBuilder().parse(file.toFile()).getElementsByTagNameNS("*", "*");
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .filter(element -> element.getNamespaceURI().matches(".*/spec/(BPMN|DMN)/\\d+/MODEL/?"))
                .toList();
    }

    private static Map<String, String> leaves(JsonNode node) {
        var leaves = new TreeMap<String, String>();
        leaves("", node, leaves);
        return leaves;
    }

    private static void leaves(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isValueNode()) {
            leaves.put(path, node.asText());
            return;
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leaves(path + "/" + i, node.get(i), leaves);
            }
            return;
        }
        node.fields().forEachRemaining(entry -> leaves(path + "/" + entry.getKey(), entry.getValue(), leaves));
    }

    private static JsonNode resource(String path) throws IOException {
        try (var stream = urls(path).get(0).openStream()) {
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
        }
    }

    private static List<URL> urls(String path) throws IOException {
        return Collections.list(TranslationsTest.class.getClassLoader().getResources(WEBAPPS + path));
    }

    private static Set<String> placeholders(String text) {
        var names = new HashSet<String>();
        PLACEHOLDER
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .forEach(names::add);
        return names;
    }
}
