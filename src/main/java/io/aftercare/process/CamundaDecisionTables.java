package io.aftercare.process;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aftercare.decision.DecisionTables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
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

/**
 * Decision tables in the engine. A newly deployed version decides on every node after a few seconds at most. What a
 * version answered once it answers again without being worked out: half of the work of a ticket was that (P2).
 */
@Component
class CamundaDecisionTables implements DecisionTables {

    private static final long FRESH_NANOS = 5_000_000_000L;
    private static final int REMEMBERED = 20_000;

    /** What answers the same question differently; expressions of other languages may do anything. */
    private static final Pattern NOT_REPEATABLE =
            Pattern.compile("\\b(now|today|random number)\\s*\\(|[eE]xpressionLanguage\\s*=");

    private final ObjectProvider<ProcessEngine> engine;
    private final ObjectProvider<RepositoryService> repository;
    private final Map<String, Latest> latest = new ConcurrentHashMap<>();
    private final Cache<Question, Decided> answers =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    CamundaDecisionTables(ObjectProvider<ProcessEngine> engine, ObjectProvider<RepositoryService> repository) {
        this.engine = engine;
        this.repository = repository;
    }

    @Override
    public Decided evaluate(String table, Map<String, @Nullable Object> inputs) {
        Latest asked = latest(table);
        if (!asked.repeatable()) {
            return decide(asked.definition(), inputs);
        }
        Question question = new Question(asked.definition().getId(), new HashMap<>(inputs));
        Decided known = answers.getIfPresent(question);
        if (known != null) {
            return known;
        }
        Decided decided = decide(asked.definition(), inputs);
        answers.put(question, decided);
        return decided;
    }

    private Decided decide(DecisionDefinition definition, Map<String, @Nullable Object> inputs) {
        VariableMap variables = org.camunda.bpm.engine.variable.Variables.createVariables();
        variables.putAll(inputs);
        DmnDecisionTableResult result = ((ProcessEngineConfigurationImpl)
                        engine.getObject().getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> decided(context, definition.getId(), variables));
        List<Map<String, Object>> rules = result.getResultList().stream()
                .map(LinkedHashMap::new)
                .map(Collections::unmodifiableMap)
                .toList();
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

    private Latest latest(String table) {
        Latest known = latest.get(table);
        if (known != null && System.nanoTime() - known.readAt() < FRESH_NANOS) {
            return known;
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
        boolean repeatable = known != null && known.definition().getId().equals(definition.getId())
                ? known.repeatable()
                : isRepeatable(definition);
        Latest read = new Latest(definition, repeatable, System.nanoTime());
        latest.put(table, read);
        return read;
    }

    private boolean isRepeatable(DecisionDefinition definition) {
        try (InputStream model = repository.getObject().getDecisionModel(definition.getId())) {
            String text = new String(model.readAllBytes(), StandardCharsets.UTF_8);
            return !NOT_REPEATABLE.matcher(text).find();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private record Latest(DecisionDefinition definition, boolean repeatable, long readAt) {}

    private record Question(String definition, Map<String, @Nullable Object> inputs) {}
}
