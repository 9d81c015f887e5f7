package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forms ask for exactly the fields of the process contract and show facts that nobody can send back. */
class FormsTest {

    private static final Path FORMS = Path.of("forms");

    /** What form-js 1.8.7, the viewer inside Tasklist 7.24, can render and we want to see. */
    private static final Set<String> COMPONENTS = Set.of(
            "checkbox",
            "checklist",
            "datetime",
            "dynamiclist",
            "group",
            "number",
            "radio",
            "select",
            "text",
            "textarea",
            "textfield");

    private static final Set<String> FACTS = words(
            "factTicket factTicketUrl factCustomer factOrder factPaid factDescription factHistory factGoodwill",
            "factAngry factScript factMood factDeadline factClassification factPriority factSolution factFinding",
            "factCompensations factPrice factGate factProposer factApprovals factProgress factObstacle factAnswer",
            "factOutcome factCallAttempts factEntitlement factForeignNumber factForeignDeadline");

    private static final String CLASSIFICATION = "category impact urgency complexity answer confirmedOnCall";

    /** Fields of each form; a star marks what the form insists on whenever it shows the field. */
    private static final Map<String, Set<String>> FIELDS = new TreeMap<>(Map.ofEntries(
            form(
                    "start-ticket",
                    "channel* customerRef customerName* customerPhone customerEmail description* orderNo productSerial",
                    "occurredAt expectedResolutionAt mood suspectedEmergency",
                    CLASSIFICATION.replace("answer", "answer*")),
            form("register-ticket", "restated* description* mood orderNo occurredAt expectedResolutionAt"),
            form("classify-ticket", "category* impact* urgency* complexity* answer* confirmedOnCall"),
            form(
                    "propose-solution",
                    "remedy* steps* expectedCompletionAt* finding compensations priceToCustomer outcome notOurs",
                    "notOursReason*"),
            form("review-legally", "compliant* opinion*"),
            form("approve-solution", "approved* comment"),
            form("record-agreement", "agreed* evidence*"),
            form("diagnose-fault", "finding* remedyHolds* partsNeeded* partNo*"),
            form("provide-parts", "available* expectedAt* serialOut"),
            form("repair-product", "work* serialIn"),
            form("test-acceptance", "passed* rootCause* resolutionSummary* proposeArticle"),
            form("receive-return", "accepted* condition* waybill"),
            form("ship-replacement", "waybill* rootCause* resolutionSummary*"),
            form("execute-solution", "outcome* rootCause* resolutionSummary* proposeArticle"),
            form("pay-refund", "paid* reference*"),
            form("update-customer", "message*"),
            form("offer-alternative", "reason* newExpectedCompletionAt* alternative* message* compensations"),
            form("confirm-resolution", "confirmed* evidence*"),
            form("call-back-customer", "reached* resolved* speed* effect* attitude* overall* recommend suggestion"),
            form("follow-up-dissatisfaction", "cause* improvementPlan*"),
            form("close-dispute", "closedThere* result*")));

    /** The values that the contract knows, in any order. */
    private static final Map<String, Set<String>> VALUES = Map.of(
            "channel", words("PHONE WEB APP EMAIL WECHAT MINI_PROGRAM CHAT SOCIAL STORE MARKETPLACE REGULATOR"),
            "mood", words("CALM DISSATISFIED ANGRY"),
            "category", words("PRODUCT_FAULT SERVICE_FAILURE INQUIRY COMPLAINT"),
            "impact", words("CORE_OR_SAFETY NORMAL_USE MINOR"),
            "urgency", words("HIGH MEDIUM LOW"),
            "complexity", words("SIMPLE COMPLEX HARD"),
            "remedy", words("REPAIR REPLACE RETURN_REFUND WARRANTY_EXTENSION COUPON UPGRADE APOLOGY ANSWER OTHER"),
            "alternative", words("LOAN_UNIT DELAY_COMPENSATION OTHER"),
            "kind", words("REFUND CASH COUPON WARRANTY_EXTENSION UPGRADE GIFT DELAY OTHER"),
            "nature", words("ENTITLEMENT GOODWILL"));

    private static final Set<String> RATINGS = words("speed effect attitude overall");

    static Stream<String> forms() {
        return FIELDS.keySet().stream();
    }

    @Test
    void thereIsOneFormPerHumanTaskAndOneToStart() throws IOException {
        try (var files = Files.list(FORMS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            FIELDS.keySet().stream().map(id -> id + ".form").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormIsMadeForTheTasklistThatShowsIt(String id) {
        var form = read(id);
        assertThat(form.path("id").asText()).isEqualTo(id);
        assertThat(form.path("type").asText()).isEqualTo("default");
        assertThat(form.path("schemaVersion").asInt()).isEqualTo(16);
        assertThat(form.path("executionPlatform").asText()).isEqualTo("Camunda Platform");
        assertThat(form.path("executionPlatformVersion").asText()).isEqualTo("7.22.0");

        var ids = new ArrayList<String>();
        components(form, component -> {
            assertThat(component.path("type").asText()).isIn(COMPONENTS);
            ids.add(component.path("id").asText());
        });
        assertThat(ids).doesNotHaveDuplicates().allMatch(name -> name.matches("(Field|Text|Group|List)_\\w+"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormSendsTheFieldsOfItsTaskAndNothingElse(String id) {
        var fields = new TreeSet<String>();
        components(read(id), component -> {
            if (component.path("key").asText().equals("checklist")) {
                return;
            }
            var key = component.path("type").asText().equals("dynamiclist")
                    ? component.path("path").asText()
                    : component.path("key").asText();
            if (key.isEmpty() || key.startsWith("fact") || insideList(component)) {
                return;
            }
            assertThat(component.path("disabled").asBoolean()).as(key).isFalse();
            fields.add(key + (component.at("/validate/required").asBoolean() ? "*" : ""));
        });
        assertThat(fields).isEqualTo(FIELDS.get(id));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyTaskShowsItsChecklistWhenThereIsOne(String id) {
        var boxes = new ArrayList<JsonNode>();
        read(id).path("components").forEach(component -> {
            if (component.path("type").asText().equals("checklist")) {
                boxes.add(component);
            }
        });
        if (id.equals("start-ticket")) {
            assertThat(boxes).isEmpty();
        } else {
            assertThat(boxes).singleElement().satisfies(box -> {
                assertThat(box.path("key").asText()).isEqualTo("checklist");
                assertThat(box.path("valuesKey").asText()).isEqualTo("checklistOptions");
                assertThat(box.at("/conditional/hide").asText()).isEqualTo("=factChecklist != true");
            });
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void factsAreKnownAndDisabledSoThatTheyAreNeverSubmitted(String id) {
        components(read(id), component -> {
            var key = component.path("key").asText();
            if (key.startsWith("fact")) {
                assertThat(key).isIn(FACTS);
                assertThat(component.path("disabled").asBoolean()).as(key).isTrue();
                assertThat(component.path("type").asText()).as(key).isIn("textfield", "textarea");
            }
        });
    }

    /** Texts are templates and Markdown: what a customer typed must never get into one. */
    @ParameterizedTest
    @MethodSource("forms")
    void onlyTheTicketNumberAndItsPathAreWrittenIntoTexts(String id) {
        components(read(id), component -> {
            var text = component.path("text").asText();
            assertThat(text.replace("{{factTicket}}", "").replace("{{factTicketUrl}}", ""))
                    .doesNotContain("{{");
            for (var property : List.of("label", "description")) {
                assertThat(component.path(property).asText())
                        .doesNotContain("{{")
                        .doesNotStartWith("=");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyTaskLinksToItsTicketInANewTab(String id) {
        var links = new ArrayList<String>();
        components(read(id), component -> {
            if (component.path("text").asText().contains("factTicketUrl")) {
                links.add(component.path("text").asText());
            }
        });
        if (id.equals("start-ticket")) {
            assertThat(links).isEmpty();
        } else {
            assertThat(links).singleElement().asString().contains("<a href=\"{{factTicketUrl}}\" target=\"_blank\">");
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theScriptForAnAngryCustomerIsHiddenFromEverybodyElse(String id) {
        components(read(id), component -> {
            if (component.path("key").asText().equals("factScript")) {
                assertThat(component.at("/conditional/hide").asText()).isEqualTo("=factAngry != true");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void choicesOfferTheValuesOfTheContract(String id) {
        components(read(id), component -> {
            if (!component.has("values")) {
                return;
            }
            var key = component.path("key").asText();
            var values = new TreeSet<String>();
            component.path("values").forEach(option -> {
                assertThat(option.path("value").isTextual()).as(key).isTrue();
                assertThat(option.path("label").asText()).as(key).isNotBlank();
                values.add(option.path("value").asText());
            });
            if (RATINGS.contains(key)) {
                assertThat(values).containsExactly("1", "2", "3", "4", "5");
            } else if (key.equals("recommend")) {
                assertThat(values).isEqualTo(words("0 1 2 3 4 5 6 7 8 9 10"));
            } else {
                assertThat(values).as(key).isEqualTo(VALUES.getOrDefault(key, words("true false")));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void momentsAreSentInUtc(String id) {
        components(read(id), component -> {
            if (component.path("type").asText().equals("datetime")) {
                assertThat(component.path("subtype").asText()).isEqualTo("datetime");
                assertThat(component.path("timeSerializingFormat").asText()).isEqualTo("utc_normalized");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aCompensationLineIsWhatTheContractCallsALine(String id) {
        components(read(id), component -> {
            if (!component.path("type").asText().equals("dynamiclist")) {
                return;
            }
            var line = new TreeSet<String>();
            component
                    .path("components")
                    .forEach(field -> line.add(field.path("key").asText()));
            assertThat(line).isEqualTo(words("kind nature amount note"));
        });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void amountsAreDecimalStrings(String id) {
        components(read(id), component -> {
            var key = component.path("key").asText();
            if (key.equals("amount") || key.equals("priceToCustomer")) {
                assertThat(component.path("type").asText()).isEqualTo("textfield");
                var pattern = component.at("/validate/pattern").asText();
                assertThat("20.00").matches(pattern);
                assertThat("20").matches(pattern);
                assertThat("20.005").doesNotMatch(pattern);
                assertThat("-1").doesNotMatch(pattern);
                assertThat("1e3").doesNotMatch(pattern);
            }
        });
    }

    /** A group with a path would nest its fields, and the server knows flat fields only. */
    @ParameterizedTest
    @MethodSource("forms")
    void groupsDoNotNestTheirFields(String id) {
        components(read(id), component -> {
            if (component.path("type").asText().equals("group")) {
                assertThat(component.path("path").asText()).isEmpty();
            }
            assertThat(component.path("key").asText()).doesNotContain(".");
        });
    }

    private static boolean insideList(JsonNode component) {
        return component.path("id").asText().startsWith("Field_compensation");
    }

    private static void components(JsonNode parent, Consumer<JsonNode> visitor) {
        parent.path("components").forEach(component -> {
            visitor.accept(component);
            components(component, visitor);
        });
    }

    private static JsonNode read(String id) {
        try {
            return new ObjectMapper().readTree(FORMS.resolve(id + ".form").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map.Entry<String, Set<String>> form(String id, String... fields) {
        return Map.entry(id, words(fields));
    }

    private static Set<String> words(String... lines) {
        return Arrays.stream(lines)
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
