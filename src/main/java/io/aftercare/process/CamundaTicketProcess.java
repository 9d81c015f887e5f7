package io.aftercare.process;

import static io.aftercare.process.AfterSalesModel.AFTER_SALES;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aftercare.process.AfterSalesModel.Message;
import io.aftercare.security.Groups;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.transaction.OncePerTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.MessageCorrelationBuilderImpl;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The ticket's position in the engine; business key = ticket number. */
@Component
class CamundaTicketProcess implements TicketProcess {

    private static final int MOST_REMEMBERED = 10_000;

    private final ObjectProvider<ProcessEngine> engine;
    private final ObjectProvider<RuntimeService> runtime;
    private final ObjectProvider<TaskService> tasks;
    private final ObjectProvider<ManagementService> management;

    /** The instances that this transaction has started. */
    private final OncePerTransaction<String, String> started = new OncePerTransaction<>(number -> null);

    private final Cache<String, String> instanceIds =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    /** The open tasks of those that {@link #together} is about. */
    private final OncePerTransaction<String, List<Task>> readAhead = new OncePerTransaction<>(number -> null);

    CamundaTicketProcess(
            ObjectProvider<ProcessEngine> engine,
            ObjectProvider<RuntimeService> runtime,
            ObjectProvider<TaskService> tasks,
            ObjectProvider<ManagementService> management) {
        this.engine = engine;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
    }

    @Override
    public void start(Start start) {
        VariableMap variables = org.camunda.bpm.engine.variable.Variables.createVariables();
        variables.put(Variables.TICKET_NUMBER.name(), start.number());
        variables.put(Variables.CUSTOMER_NAME.name(), start.customerName());
        Priority priority = start.priority();
        variables.put(Variables.TICKET_PRIORITY.name(), priority == null ? null : priority.name());
        variables.put(Variables.OWNER.name(), start.owner());
        variables.put(Variables.CLASSIFIER.name(), start.owner());
        variables.put(Variables.CLASSIFYING_GROUP.name(), Groups.SERVICE_AGENTS);
        String department = start.department();
        if (department != null) {
            variables.put(Variables.DEPARTMENT_GROUP.name(), Groups.staff(department));
            variables.put(
                    Variables.PROPOSING_GROUP.name(),
                    start.specialTeam() ? Groups.SPECIAL_TEAM : Groups.staff(department));
        }
        putForNow(variables, Variables.REGISTERED, start.registered());
        putForNow(variables, Variables.CLASSIFIED, start.classified());
        putForNow(variables, Variables.SIMPLE, start.simple());
        putForNow(variables, Variables.CONFIRMED_ON_CALL, start.confirmedOnCall());
        EngineCalls.run(() -> started.keep(
                start.number(),
                runtime.getObject()
                        .startProcessInstanceByKey(AFTER_SALES, start.number(), variables)
                        .getId()));
    }

    @Override
    public void customerConfirmed(String number) {
        ProcessInstance instance = instance(number);
        if (instance != null) {
            EngineCalls.run(() ->
                    runtime.getObject().setVariable(instance.getId(), Variables.RESOLUTION_CONFIRMED.name(), true));
        }
        correlate(Message.CustomerConfirmed, number);
    }

    @Override
    public boolean customerDisputed(String number) {
        return correlate(Message.CustomerDisputed, number);
    }

    @Override
    public boolean customerAgreed(String number) {
        return correlate(Message.CustomerAgreed, number);
    }

    @Override
    public boolean customerObjected(String number) {
        return correlate(Message.CustomerObjected, number);
    }

    @Override
    public boolean surveyAnswered(String number, CallbackResult result) {
        setOnInstance(number, Variables.CALLBACK_RESULT, result.name());
        return correlate(Message.SurveyAnswered, number);
    }

    @Override
    public boolean cancelled(String number) {
        return correlate(Message.TicketCancelled, number);
    }

    @Override
    public boolean transferred(String number, String department, boolean specialTeam) {
        setOnInstance(number, Variables.DEPARTMENT_GROUP, Groups.staff(department));
        setOnInstance(number, Variables.PROPOSING_GROUP, specialTeam ? Groups.SPECIAL_TEAM : Groups.staff(department));
        return correlate(Message.TicketTransferred, number);
    }

    @Override
    public void priorityChanged(String number, Priority priority) {
        for (ProcessInstance instance : instances(number)) {
            EngineCalls.run(() -> runtime.getObject()
                    .setVariable(instance.getId(), Variables.TICKET_PRIORITY.name(), priority.name()));
        }
        correlate(Message.PriorityChanged, number);
    }

    @Override
    public void obstacleReported(String number) {
        correlate(Message.ObstacleReported, number);
    }

    @Override
    public void obstacleCleared(String number) {
        correlate(Message.ObstacleCleared, number);
    }

    @Override
    public void customerTold(String number, Instant nextUpdateAt) {
        String own = started.of(number);
        String instanceId = own == null ? instanceId(number) : own;
        if (instanceId == null) {
            return;
        }
        EngineCalls.inOneCommand(engine.getObject(), () -> moveTimer(instanceId, nextUpdateAt));
        // what has only just started waits for no word of ours yet
        if (own == null && !AfterSalesModel.UPDATE_CUSTOMER.equals(CompletionListener.completing())) {
            correlate(Message.CustomerTold, number);
        }
    }

    /**
     * Where a round failed and waits for its next try, the engine has begun the following one already: that one moves,
     * and the other one has nothing to tell any more (R6).
     */
    private void moveTimer(String instanceId, Instant nextUpdateAt) {
        List<Job> rounds = management
                .getObject()
                .createJobQuery()
                .processInstanceId(instanceId)
                .activityId(AfterSalesModel.UPDATE_TIMER)
                .orderByJobDuedate()
                .asc()
                .list();
        for (Job failed : rounds.subList(0, Math.max(0, rounds.size() - 1))) {
            ((JobEntity) failed).delete();
        }
        if (!rounds.isEmpty() && rounds.get(rounds.size() - 1) instanceof TimerEntity repeated) {
            // what setJobDuedate does after reading the row again: the repetitions move with it
            Date due = Date.from(nextUpdateAt);
            repeated.setRepeatOffset(repeated.getRepeatOffset()
                    + due.getTime()
                    - repeated.getDuedate().getTime());
            repeated.setDuedate(due);
        }
    }

    @Override
    public void ownerChanged(String number, String owner) {
        setOnInstance(number, Variables.OWNER, owner);
        for (Task task : tasks(number, AfterSalesModel.OWNER_TASKS)) {
            tasks.getObject().setAssignee(task.getId(), owner);
        }
    }

    @Override
    public void customerNamed(String number, String name) {
        for (ProcessInstance instance : instances(number)) {
            EngineCalls.run(
                    () -> runtime.getObject().setVariable(instance.getId(), Variables.CUSTOMER_NAME.name(), name));
        }
    }

    @Override
    public void paymentDue(String number) {
        setOnInstance(number, Variables.REFUND_DUE, true);
    }

    @Override
    public void moveDue(String number, Collection<String> taskKeys, Instant dueAt) {
        for (Task task : tasks(number, taskKeys)) {
            task.setDueDate(Date.from(dueAt));
            tasks.getObject().saveTask(task);
        }
    }

    @Override
    public void letGroupTake(Collection<Holder> holders, String group, @Nullable String mark) {
        Map<String, Object> shown = new HashMap<>();
        shown.put(Variables.TICKET_ESCALATED.name(), true);
        if (mark != null) {
            shown.put(Variables.TICKET_MARK.name(), mark);
        }
        EngineCalls.inOneCommand(
                engine.getObject(),
                () -> holders.forEach(holder -> {
                    if (!holder.groups().contains(group)) {
                        tasks.getObject().addCandidateGroup(holder.taskId(), group);
                    }
                    tasks.getObject().setVariablesLocal(holder.taskId(), shown);
                }));
    }

    @Override
    public void showMark(Collection<Holder> holders, String mark) {
        if (!holders.isEmpty()) {
            EngineCalls.inOneCommand(
                    engine.getObject(),
                    () -> holders.forEach(holder ->
                            tasks.getObject().setVariableLocal(holder.taskId(), Variables.TICKET_MARK.name(), mark)));
        }
    }

    @Override
    public void urged(String number, int times) {
        List<Task> open = tasks.getObject()
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .list();
        for (Task task : open) {
            tasks.getObject().setVariableLocal(task.getId(), Variables.TICKET_URGED.name(), times);
            tasks.getObject().setPriority(task.getId(), Math.max(task.getPriority(), TaskOpening.urged(times)));
        }
    }

    @Override
    public List<Holder> holders(String number) {
        List<Holder> holders = new ArrayList<>();
        EngineCalls.inOneCommand(engine.getObject(), () -> openTasks(number)
                .forEach(task -> holders.add(new Holder(
                        task.getId(),
                        task.getTaskDefinitionKey(),
                        task.getName(),
                        task.getAssignee(),
                        groups((TaskEntity) task),
                        task.getCreateTime().toInstant(),
                        task.getDueDate() == null ? null : task.getDueDate().toInstant()))));
        return holders;
    }

    private List<Task> openTasks(String number) {
        List<Task> known = readAhead.of(number);
        if (known != null) {
            return known;
        }
        return tasks.getObject()
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .orderByTaskCreateTime()
                .asc()
                .list();
    }

    @Override
    public void together(Collection<String> numbers, Runnable work) {
        EngineCalls.inOneCommand(engine.getObject(), () -> {
            numbers.forEach(number -> readAhead.keep(number, new ArrayList<>()));
            for (Task task : tasks.getObject()
                    .createTaskQuery()
                    .processInstanceBusinessKeyIn(numbers.toArray(String[]::new))
                    .orderByTaskCreateTime()
                    .asc()
                    .list()) {
                String number = ((TaskEntity) task).getProcessInstance().getBusinessKey();
                Objects.requireNonNull(readAhead.of(number)).add(task);
            }
            try {
                work.run();
            } finally {
                readAhead.forget();
            }
        });
    }

    private List<Task> tasks(String number, Collection<String> taskKeys) {
        return tasks.getObject()
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKeyIn(taskKeys.toArray(String[]::new))
                .list();
    }

    private static List<String> groups(TaskEntity task) {
        return task.getIdentityLinks().stream()
                .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .toList();
    }

    /** All listeners get it: the main line, and whatever it calls under the same business key; true if there was one. */
    private boolean correlate(Message message, String number) {
        return EngineCalls.call(() -> {
            var waiting = (MessageCorrelationBuilderImpl) runtime.getObject().createMessageCorrelation(message.name());
            return !waiting.executionsOnly()
                    .processInstanceBusinessKey(number)
                    .correlateAllWithResult()
                    .isEmpty();
        });
    }

    private <T> void setOnInstance(String number, Variable<T> variable, T value) {
        ProcessInstance instance = instance(number);
        if (instance != null) {
            EngineCalls.run(() -> runtime.getObject().setVariable(instance.getId(), variable.name(), value));
        }
    }

    private @Nullable ProcessInstance instance(String number) {
        return runtime.getObject()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(number, AFTER_SALES)
                .singleResult();
    }

    /** A ticket has one instance, now and ever (R1): once found it is not looked for again; it may be over. */
    private @Nullable String instanceId(String number) {
        String known = instanceIds.getIfPresent(number);
        if (known != null) {
            return known;
        }
        ProcessInstance running = instance(number);
        if (running == null) {
            return null;
        }
        instanceIds.put(number, running.getId());
        return running.getId();
    }

    private List<ProcessInstance> instances(String number) {
        return runtime.getObject()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .list();
    }

    private static void putForNow(VariableMap variables, Variable<Boolean> variable, boolean value) {
        variables.putValueTyped(variable.name(), org.camunda.bpm.engine.variable.Variables.booleanValue(value, true));
    }
}
