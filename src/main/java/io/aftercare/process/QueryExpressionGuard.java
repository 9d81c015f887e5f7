package io.aftercare.process;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cmd.SaveFilterCmd;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.ExpressionManager;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.query.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Closes CVE-2026-109432 inside the engine, whatever the door: 7.24.0 evaluates expressions that hide in the or-part
 * of a query although expressions in queries are off, and an expression can run anything. Whoever evaluates an
 * expression without an execution around it, which is what queries do, gets only the few that our own filters need;
 * and no filter with another one can be stored.
 */
@Component
class QueryExpressionGuard implements ProcessEnginePlugin {

    /** All expressions that a query may contain; written exactly so. */
    static final Set<String> ALLOWED = Set.of("${currentUser()}", "${currentUserGroups()}", "${now()}");

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setCustomPreCommandInterceptorsTxRequired(
                with(configuration.getCustomPreCommandInterceptorsTxRequired()));
        configuration.setCustomPreCommandInterceptorsTxRequiresNew(
                with(configuration.getCustomPreCommandInterceptorsTxRequiresNew()));
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        // parsers and deployers took theirs before: what models say is not concerned
        configuration.setExpressionManager(new GuardedExpressions(configuration.getExpressionManager()));
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        // nothing left to do
    }

    private static List<CommandInterceptor> with(@Nullable List<CommandInterceptor> others) {
        List<CommandInterceptor> interceptors = others == null ? new ArrayList<>() : new ArrayList<>(others);
        interceptors.add(new StoredQueries());
        return interceptors;
    }

    private static BadUserRequestException refusal() {
        return new BadUserRequestException("Expressions are not allowed in queries");
    }

    /** Evaluates with an execution as ever; without one only what is allowed. */
    private record GuardedExpressions(ExpressionManager engine) implements ExpressionManager {

        @Override
        public Expression createExpression(String text) {
            Expression expression = engine.createExpression(text);
            return ALLOWED.contains(text) || !(text.contains("${") || text.contains("#{"))
                    ? expression
                    : new OnlyInExecutions(expression);
        }

        @Override
        public void addFunction(String name, Method function) {
            engine.addFunction(name, function);
        }
    }

    private record OnlyInExecutions(Expression expression) implements Expression {

        @Override
        public Object getValue(@Nullable VariableScope scope) {
            if (scope == null) {
                throw refusal();
            }
            return expression.getValue(scope);
        }

        @Override
        public Object getValue(@Nullable VariableScope scope, @Nullable BaseDelegateExecution execution) {
            if (scope == null) {
                throw refusal();
            }
            return expression.getValue(scope, execution);
        }

        @Override
        public void setValue(Object value, VariableScope scope) {
            expression.setValue(value, scope);
        }

        @Override
        public void setValue(Object value, VariableScope scope, BaseDelegateExecution execution) {
            expression.setValue(value, scope, execution);
        }

        @Override
        public String getExpressionText() {
            return expression.getExpressionText();
        }

        @Override
        public boolean isLiteralText() {
            return expression.isLiteralText();
        }
    }

    /** A filter that carries a foreign expression is not stored, and a query with one does not even begin. */
    private static final class StoredQueries extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            if (command instanceof AbstractQuery<?, ?> query) {
                check(query);
            } else if (command instanceof SaveFilterCmd save) {
                Filter filter = filterOf(save);
                if (filter != null) {
                    Query<?, ?> query = filter.getQuery();
                    if (query instanceof AbstractQuery<?, ?> stored) {
                        check(stored);
                    }
                }
            }
            return next.execute(command);
        }

        private static void check(AbstractQuery<?, ?> query) {
            if (!ALLOWED.containsAll(query.getExpressions().values())) {
                throw refusal();
            }
            if (query instanceof TaskQueryImpl tasks) {
                for (TaskQueryImpl part : tasks.getQueries()) {
                    if (!ALLOWED.containsAll(part.getExpressions().values())) {
                        throw refusal();
                    }
                }
            }
        }

        private static @Nullable Filter filterOf(SaveFilterCmd save) {
            try {
                Field filter = SaveFilterCmd.class.getDeclaredField("filter");
                filter.setAccessible(true);
                return (Filter) filter.get(save);
            } catch (ReflectiveOperationException otherEngine) {
                throw new IllegalStateException("SaveFilterCmd has changed: adapt the guard", otherEngine);
            }
        }
    }
}
