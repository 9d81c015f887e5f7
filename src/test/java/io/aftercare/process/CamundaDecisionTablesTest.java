package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.decision.DecisionTables.Decided;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

/** A table answers what it says, however often it is asked. */
@ProcessTest
class CamundaDecisionTablesTest {

    private static final String TABLE = "remembered";

    @Autowired
    private ObjectProvider<ProcessEngine> engine;

    @Autowired
    private ObjectProvider<RepositoryService> repository;

    private @Nullable CamundaDecisionTables tables;

    @BeforeEach
    void begin() {
        tables = new CamundaDecisionTables(engine, repository);
    }

    @AfterEach
    void end() {
        repository
                .getObject()
                .createDeploymentQuery()
                .deploymentName(TABLE)
                .list()
                .forEach(deployment -> repository.getObject().deleteDeployment(deployment.getId(), true));
    }

    @Test
    void theSameQuestionIsWorkedOutOnce() {
        deploy("", "\"gold\"");
        Decided first = ask("GOLD");
        assertThat(first.single("answer")).isEqualTo("gold");
        assertThat(ask("GOLD")).isSameAs(first);
        assertThat(ask("SILVER").single("answer")).isNull();
        assertThat(ask(null).single("answer")).isNull();
    }

    @Test
    void aNewVersionAnswersAnew() {
        deploy("", "\"gold\"");
        Decided first = ask("GOLD");
        deploy("", "\"better than gold\"");
        begin();
        Decided second = ask("GOLD");
        assertThat(second.single("answer")).isEqualTo("better than gold");
        assertThat(second.version()).isEqualTo(first.version() + 1);
    }

    @Test
    void whatDependsOnTheDayIsWorkedOutEachTime() {
        deploy("", "string(now())");
        assertThat(ask("GOLD")).isNotSameAs(ask("GOLD"));
    }

    @Test
    void whatAnotherLanguageSaysIsWorkedOutEachTime() {
        deploy("expressionLanguage=\"juel\"", "${'gold'}");
        assertThat(ask("GOLD")).isNotSameAs(ask("GOLD"));
    }

    @Test
    void nobodyCanChangeARememberedAnswer() {
        deploy("", "\"gold\"");
        List<Map<String, Object>> rules = ask("GOLD").rules();
        assertThatThrownBy(() -> rules.get(0).put("answer", "tin")).isInstanceOf(UnsupportedOperationException.class);
    }

    private Decided ask(@Nullable String tier) {
        return Objects.requireNonNull(tables).evaluate(TABLE, Collections.singletonMap("tier", tier));
    }

    private void deploy(String language, String answer) {
        String model = """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="test">
                  <decision id="remembered" name="remembered"
                      xmlns:camunda="http://camunda.org/schema/1.0/dmn" camunda:historyTimeToLive="P1D">
                    <decisionTable id="t" hitPolicy="FIRST">
                      <input id="i"><inputExpression id="e" typeRef="string"><text>tier</text></inputExpression></input>
                      <output id="o" name="answer" typeRef="string"/>
                      <rule id="r">
                        <inputEntry id="ie"><text>"GOLD"</text></inputEntry>
                        <outputEntry id="oe" %s><text>%s</text></outputEntry>
                      </rule>
                    </decisionTable>
                  </decision>
                </definitions>
                """.formatted(language, answer);
        repository
                .getObject()
                .createDeployment()
                .name(TABLE)
                .addString("remembered.dmn", model)
                .deploy();
    }
}
