package io.aftercare.process;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.spring.ProcessEngineFactoryBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AbstractDependsOnBeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What is special about our engine; plain settings stand in {@code application.yaml} under {@code camunda.bpm}. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    /** The schema is Flyway's: the engine may look at it only when it is there. */
    @Bean
    static EngineAfterFlyway engineAfterFlyway() {
        return new EngineAfterFlyway();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 10)
    ProcessEnginePlugin aftercareEnginePlugin(
            ListableBeanFactory beans,
            ObjectProvider<TaskOpening> opening,
            ObjectProvider<CompletionListener> completion) {
        return new AftercareEnginePlugin(beans, opening, completion);
    }

    static class EngineAfterFlyway extends AbstractDependsOnBeanFactoryPostProcessor {
        EngineAfterFlyway() {
            super(ProcessEngine.class, ProcessEngineFactoryBean.class, "flywayInitializer");
        }
    }

    /** Our history level, our listeners, and only our delegates visible to expressions. */
    record AftercareEnginePlugin(
            ListableBeanFactory beans,
            ObjectProvider<TaskOpening> opening,
            ObjectProvider<CompletionListener> completion)
            implements ProcessEnginePlugin {

        @Override
        public void preInit(ProcessEngineConfigurationImpl configuration) {
            configuration.setCustomHistoryLevels(List.of(new AftercareHistoryLevel()));
            configuration.setResourceAuthorizationProvider(new TaskAuthorizations());
            configuration.setBeans(new NamedBeans(beans));
            List<BpmnParseListener> listeners = new ArrayList<>();
            if (configuration.getCustomPostBPMNParseListeners() != null) {
                listeners.addAll(configuration.getCustomPostBPMNParseListeners());
            }
            listeners.add(new HumanTaskParseListener(opening, completion));
            configuration.setCustomPostBPMNParseListeners(listeners);
        }

        @Override
        public void postInit(ProcessEngineConfigurationImpl configuration) {
            // nothing: everything is set before the engine is built
        }

        @Override
        public void postProcessEngineBuild(ProcessEngine engine) {
            // nothing: models are deployed by ModelDeployment
        }
    }
}
