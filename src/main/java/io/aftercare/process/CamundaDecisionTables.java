package io.aftercare.process;

import io.aftercare.decision.DecisionTables;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Decision tables in the engine. A newly deployed version decides on every node after a few seconds at most. */
@Component
class CamundaDecisionTables implements DecisionTables {

    private static final long FRESH_NANOS = 5_000_000_000L;

    private final ObjectProvider<DecisionService> decisions;
    private final ObjectProvider<RepositoryService> repository;
    private final Map<String, Latest> latest = new ConcurrentHashMap<>();

    CamundaDecisionTables(ObjectProvider<DecisionService> decisions, ObjectProvider<RepositoryService> repository) {
        this.decisions = decisions;
        this.repository = repository;
    }

    @Override
    public Decided evaluate(String table, Map<String, @Nullable Object> inputs) {
        DecisionDefinition definition = latest(table);
        VariableMap variables = org.camunda.bpm.engine.variable.Variables.createVariables();
        variables.putAll(inputs);
        DmnDecisionTableResult result = decisions.getObject().evaluateDecisionTableById(definition.getId(), variables);
        List<Map<String, Object>> rules = result.getResultList();
        return new Decided(rules, definition.getVersion());
    }

    private DecisionDefinition latest(String table) {
        Latest known = latest.get(table);
        if (known != null && System.nanoTime() - known.readAt() < FRESH_NANOS) {
            return known.definition();
        }
        DecisionDefinition definition = repository
                .getObject()
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(table)
                .latestVersion()
                .singleResult();
        if (definition == null) {
            throw new IllegalStateException("No decision table " + table);
        }
        latest.put(table, new Latest(definition, System.nanoTime()));
        return definition;
    }

    private record Latest(DecisionDefinition definition, long readAt) {}
}
