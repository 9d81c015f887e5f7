package io.aftercare.process;

import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Puts our listeners on every human task of every model, so that an edit in Modeler can neither forget nor go round
 * them.
 */
class HumanTaskParseListener extends AbstractBpmnParseListener {

    private final ObjectProvider<TaskOpening> opening;
    private final ObjectProvider<CompletionListener> completion;

    HumanTaskParseListener(ObjectProvider<TaskOpening> opening, ObjectProvider<CompletionListener> completion) {
        this.opening = opening;
        this.completion = completion;
    }

    @Override
    public void parseUserTask(Element userTaskElement, ScopeImpl scope, ActivityImpl activity) {
        var definition = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        definition.addBuiltInTaskListener(
                TaskListener.EVENTNAME_CREATE, task -> opening.getObject().notify(task));
        definition.addBuiltInTaskListener(
                TaskListener.EVENTNAME_COMPLETE, task -> completion.getObject().notify(task));
    }
}
