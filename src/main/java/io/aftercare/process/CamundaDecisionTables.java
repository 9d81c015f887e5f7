package io.aftercare.process;

import io.aftercare.decision.DecisionTables;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DeploymentCache;
import org.camunda.bpm.engine.impl.util.DecisionEvaluationUtil;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Decision tables in the engine. A newly deployed version decides on every node after a few seconds at most. */
@Component
class CamundaDecisionTables implements DecisionTables {

    private static final long FRESH_NANOS = 5_000_000_000L;

    private final ObjectProvider<ProcessEngine> engine;
    private final ObjectProvider<RepositoryService> repository;
    private final Map<String, Latest> latest = new ConcurrentHashMap<>();

    CamundaDecisionTables(ObjectProvider<ProcessEngine> engine, ObjectProvider<RepositoryService> repository) {
        this.engine = engine;
        this.repository = repository;
    }

    @Override
    public Decided evaluate(String table, Map<String, @Nullable Object> inputs) {
        DecisionDefinition definition = latest(table);
        VariableMap variables = org.camunda.bpm.engine.variable.Variables.createVariables();
        variables.putAll(inputs);
        DmnDecisionTableResult result = ((ProcessEngineConfigurationImpl)
                        engine.getObject().getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> decided(context, definition.getId(), variables));
        List<Map<String, Object>> rules = result.getResultList();
        return new Decided(rules, definition.getVersion());
    }

    /** A version never changes: the one that the engine has read before decides without another look at its row. */
    private static DmnDecisionTableResult decided(CommandContext context, String id, VariableMap variables) {
        DeploymentCache deployed = context.getProcessEngineConfiguration().getDeploymentCache();
        DecisionDefinitionEntity known = deployed.getDecisionDefinitionCache().get(id);
        DecisionDefinitionEntity table = known == null ? deployed.findDeployedDecisionDefinitionById(id) : known;
        try {
            return DecisionEvaluationUtil.evaluateDecisionTable(table, variables);
        } catch (Exception failure) {
            throw new ProcessEngineException("The table " + table.getKey() + " does not decide", failure);
        }
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
