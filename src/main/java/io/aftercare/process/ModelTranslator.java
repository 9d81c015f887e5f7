package io.aftercare.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Puts the house's language into models and forms on their way to the engine. The key of a translation is the English
 * text itself: what an owner renames in Modeler has no translation and passes through untouched (E-09).
 */
class ModelTranslator {

    private static final List<String> NAMES = List.of("name", "label");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> translations;

    ModelTranslator(Map<String, String> translations) {
        this.translations = translations;
    }

    byte[] translate(String resource, byte[] content) {
        if (translations.isEmpty()) {
            return content;
        }
        try {
            return resource.endsWith(".form") ? form(content) : xml(content);
        } catch (IOException | SAXException | ParserConfigurationException | TransformerException unreadable) {
            throw new IllegalStateException("Cannot translate " + resource, unreadable);
        }
    }

    private byte[] form(byte[] content) throws IOException {
        JsonNode form = JSON.readTree(content);
        walk(form);
        return JSON.writeValueAsBytes(form);
    }

    private void walk(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> fields = new ArrayList<>();
            object.fieldNames().forEachRemaining(fields::add);
            for (String field : fields) {
                JsonNode value = object.get(field);
                if (value.isTextual() && translations.containsKey(value.asText())) {
                    if (!List.of("key", "id", "type", "value", "defaultValue").contains(field)) {
                        object.set(field, TextNode.valueOf(translations.get(value.asText())));
                    }
                } else {
                    walk(value);
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(this::walk);
        }
    }

    private byte[] xml(byte[] content)
            throws IOException, SAXException, ParserConfigurationException, TransformerException {
        DocumentBuilderFactory builders = DocumentBuilderFactory.newInstance();
        builders.setNamespaceAware(true);
        builders.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        builders.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = builders.newDocumentBuilder().parse(new ByteArrayInputStream(content));
        NodeList elements = document.getElementsByTagName("*");
        for (int index = 0; index < elements.getLength(); index++) {
            translate((Element) elements.item(index));
        }
        Transformer writer = TransformerFactory.newInstance().newTransformer();
        writer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.transform(new DOMSource(document), new StreamResult(bytes));
        return bytes.toByteArray();
    }

    private void translate(Element element) {
        String local = element.getLocalName();
        if (List.of("message", "error", "escalation", "signal").contains(local)) {
            return; // the names by which they are found
        }
        for (String attribute : NAMES) {
            String text = element.getAttribute(attribute);
            String translated = translations.get(text);
            if (!text.isEmpty() && translated != null && !isOutputName(element, attribute)) {
                element.setAttribute(attribute, translated);
            }
        }
        if ("text".equals(local)
                && element.getParentNode() instanceof Element parent
                && "textAnnotation".equals(parent.getLocalName())) {
            Node text = element.getFirstChild();
            String translated = text == null ? null : translations.get(text.getNodeValue());
            if (text != null && translated != null) {
                text.setNodeValue(translated);
            }
        }
    }

    /** The name of a table's output column is what Java reads, not what people read (that is its label). */
    private static boolean isOutputName(Element element, String attribute) {
        return "name".equals(attribute) && List.of("output", "variable").contains(element.getLocalName());
    }
}
