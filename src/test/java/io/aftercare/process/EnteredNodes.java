package io.aftercare.process;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.jspecify.annotations.Nullable;

/** What of the models all tests together have entered ("process node"); the kept history leaves out what is passed at once. */
class EnteredNodes extends AbstractProcessEnginePlugin {

    static final Set<String> ALL = ConcurrentHashMap.newKeySet();

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<BpmnParseListener> listeners = new ArrayList<>();
        if (configuration.getCustomPreBPMNParseListeners() != null) {
            listeners.addAll(configuration.getCustomPreBPMNParseListeners());
        }
        // one answer to all thirty of its methods: whichever activity has been read is listened to
        listeners.add((BpmnParseListener) Proxy.newProxyInstance(
                BpmnParseListener.class.getClassLoader(),
                new Class<?>[] {BpmnParseListener.class},
                (proxy, method, arguments) -> listenTo(arguments)));
        configuration.setCustomPreBPMNParseListeners(listeners);
    }

    private static @Nullable Object listenTo(Object @Nullable [] arguments) {
        if (arguments != null && arguments[arguments.length - 1] instanceof ActivityImpl activity) {
            activity.addListener(ExecutionListener.EVENTNAME_START, execution -> {
                ExecutionEntity here = (ExecutionEntity) execution;
                ALL.add(here.getProcessDefinition().getKey() + " " + here.getActivityId());
            });
        }
        return null;
    }
}
