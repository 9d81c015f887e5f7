package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.process.AfterSalesModel.Message;
import io.aftercare.security.Groups;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimeCycle;
import org.camunda.bpm.model.bpmn.instance.TimeDate;
import org.camunda.bpm.model.bpmn.instance.TimeDuration;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.stereotype.Component;

/** The models alone, without an engine: they fit our beans, our forms, our groups, and the rules of the house. */
class AfterSalesModelTest {

    private static final Map<String, byte[]> FILES = ModelDeployment.resources();

    /**
     * Boxes where the engine commits on its own. There is none: a step writes to our database and to the outbox only,
     * so nothing has to survive what follows it, and every savepoint would be one more commit per ticket.
     */
    private static final List<String> SAVEPOINTS = List.of();

    /** More than this on one level of a diagram, and nobody reads it any more. */
    private static final int MOST_BOXES = 25;

    /** Levels that may show more, with the reason. */
    private static final Map<String, Integer> MORE_BOXES = Map.of();

    private static final List<String> DEPARTMENTS = List.of("technical", "operations", "product", "complaints");

    /** A name or a comparison with a text: no calls, no beans, no arithmetic. */
    private static final Pattern CONDITION = Pattern.compile("\\$\\{!?(\\w+)( == '\\w+')?}");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    static Stream<String> models() {
        return AfterSalesModel.PROCESSES.stream();
    }

    @Test
    void allFilesAreKnownAndDeployed() {
        assertThat(FILES.keySet().stream()
                        .filter(name -> !name.endsWith(".form"))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                AfterSalesModel.PROCESSES.stream().map(id -> "bpmn/" + id + ".bpmn"),
                                AfterSalesModel.DECISIONS.stream().map(id -> "bpmn/" + id + ".dmn"))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("models")
    void aProcessIsNamedLikeItsFileAndCleansUpAfterItself(String id) {
        BpmnModelInstance model = read(id);
        Bpmn.validateModel(model);
        assertThat(model.getModelElementsByType(Process.class)).singleElement().satisfies(process -> {
            assertThat(process.getId()).isEqualTo(id);
            assertThat(process.getName()).isNotBlank();
            assertThat(process.isExecutable()).isTrue();
            assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P365D");
        });
    }

    @Test
    void aDecisionIsNamedLikeItsFileAndCanBeRead() {
        var engine = new DefaultDmnEngineConfiguration().buildEngine();
        for (String id : AfterSalesModel.DECISIONS) {
            byte[] file = file("bpmn/" + id + ".dmn");
            assertThat(engine.parseDecisions(new ByteArrayInputStream(file)))
                    .as(id)
                    .singleElement()
                    .satisfies(decision -> assertThat(decision.getKey()).isEqualTo(id));
            assertThat(new String(file, StandardCharsets.UTF_8)).contains("historyTimeToLive=\"P365D\"");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyElementHasAName(String id) {
        for (FlowNode node : nodes(read(id))) {
            assertThat(node.getName()).as(node.getId()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void idsSayWhatAnElementIs(String id) {
        for (FlowElement element : read(id).getModelElementsByType(FlowElement.class)) {
            String prefix = element instanceof SequenceFlow
                    ? "Flow"
                    : element instanceof CallActivity
                            ? "CallActivity"
                            : element instanceof SubProcess
                                    ? "SubProcess"
                                    : element instanceof Activity
                                            ? "Task"
                                            : element instanceof Gateway
                                                    ? "Gateway"
                                                    : "(StartEvent|EndEvent|BoundaryEvent|Event)";
            assertThat(element.getId()).matches(prefix + "_[A-Z]\\w+");
        }
    }

    @Test
    void everyServiceTaskHasItsDelegateAndEveryDelegateItsServiceTask() {
        Set<String> wanted = new TreeSet<>();
        for (ServiceTask task : all(ServiceTask.class)) {
            String bean = AfterSalesModel.beanStem(task.getId()) + "Delegate";
            assertThat(task.getCamundaDelegateExpression()).as(task.getId()).isEqualTo("${" + bean + "}");
            wanted.add(bean);
        }
        assertThat(beans(JavaDelegate.class)).isEqualTo(wanted);
    }

    @Test
    void everyHumanTaskHasItsCompletionAndEveryCompletionItsTask() {
        Set<String> wanted = all(UserTask.class).stream()
                .map(task -> AfterSalesModel.beanStem(task.getId()) + "Completion")
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(beans(Completion.class)).isEqualTo(wanted);
    }

    @Test
    void everyHumanTaskShowsItsFormAndEveryFormHasItsTask() {
        Set<String> used = new TreeSet<>();
        for (UserTask task : all(UserTask.class)) {
            assertThat(task.getCamundaFormRef()).as(task.getId()).isEqualTo(kebab(task.getId()));
            assertThat(task.getCamundaFormRefBinding()).as(task.getId()).isEqualTo("deployment");
            used.add("forms/" + task.getCamundaFormRef() + ".form");
        }
        StartEvent start = element(read(AfterSalesModel.AFTER_SALES), "StartEvent_TicketReported", StartEvent.class);
        assertThat(start.getCamundaFormRef()).isEqualTo("start-ticket");
        assertThat(start.getCamundaFormRefBinding()).isEqualTo("deployment");
        used.add("forms/start-ticket.form");
        assertThat(used)
                .isEqualTo(FILES.keySet().stream()
                        .filter(name -> name.endsWith(".form"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyHumanTaskCanBeTakenByAKnownGroup() {
        Set<String> groups = groups();
        for (UserTask task : all(UserTask.class)) {
            assertThat(task.getCamundaCandidateGroupsList()).as(task.getId()).isNotEmpty();
            for (String group : task.getCamundaCandidateGroupsList()) {
                if (group.startsWith("${")) {
                    assertThat(variable(group)).as(task.getId()).isIn(variables());
                } else {
                    assertThat(group).as(task.getId()).isIn(groups);
                }
            }
            assertThat(task.getCamundaCandidateUsers()).as(task.getId()).isNull();
            String assignee = task.getCamundaAssignee();
            if (assignee != null) {
                assertThat(variable(assignee)).as(task.getId()).isIn(variables());
            }
        }
    }

    @Test
    void ownerTasksAreTheOnesThatMoveWithTheOwner() {
        assertThat(all(UserTask.class).stream()
                        .filter(task -> "${owner}".equals(task.getCamundaAssignee()))
                        .map(BaseElement::getId)
                        .toList())
                .containsExactlyInAnyOrderElementsOf(AfterSalesModel.OWNER_TASKS);
    }

    /** Due dates, listeners and checks are put on by the parse listener: an edit in Modeler can not lose them. */
    @ParameterizedTest
    @MethodSource("models")
    void noCodeHidesInAModel(String id) {
        String xml = new String(file("bpmn/" + id + ".bpmn"), StandardCharsets.UTF_8);
        assertThat(xml)
                .doesNotContain("camunda:class", "camunda:expression=", "Listener", "<bpmn:script", "camunda:script")
                .doesNotContain(
                        "connector", "camunda:type=", "camunda:topic", "camunda:inputOutput", "camunda:resource")
                .doesNotContain("camunda:dueDate", "camunda:followUpDate", "camunda:formKey", "camunda:formData")
                .doesNotContain("multiInstance", "standardLoop");
        for (String expression : expressions(xml)) {
            assertThat(expression).as(id).doesNotContain("(").doesNotContain("[");
            if (!expression.equals("#{execution.processBusinessKey}")) {
                assertThat(expression).as(id).doesNotContain(".");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void savepointsStandOnlyWhereTheListSaysWhy(String id) {
        for (FlowNode node : nodes(read(id))) {
            boolean savepoint = Stream.of("async", "asyncBefore", "asyncAfter")
                    .anyMatch(attribute -> node.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, attribute) != null);
            assertThat(savepoint).as(node.getId()).isEqualTo(SAVEPOINTS.contains(node.getId()));
        }
    }

    @Test
    void everyVariableThatAModelReadsIsDeclared() {
        Set<String> declared = variables();
        for (String id : AfterSalesModel.PROCESSES) {
            BpmnModelInstance model = read(id);
            for (ConditionExpression condition : model.getModelElementsByType(ConditionExpression.class)) {
                var matcher = CONDITION.matcher(condition.getTextContent().strip());
                assertThat(matcher.matches()).as(condition.getTextContent()).isTrue();
                assertThat(matcher.group(1)).as(id).isIn(declared);
            }
            model.getModelElementsByType(TimeDate.class)
                    .forEach(date -> assertThat(variable(date.getTextContent())).isIn(declared));
            model.getModelElementsByType(CamundaIn.class)
                    .forEach(in -> Stream.of(in.getCamundaSource(), in.getCamundaTarget())
                            .filter(Objects::nonNull)
                            .forEach(name -> assertThat(name).isIn(declared)));
            model.getModelElementsByType(CamundaOut.class).forEach(out -> {
                assertThat(out.getCamundaSource()).isIn(declared);
                assertThat(out.getCamundaTarget()).isIn(declared);
            });
        }
    }

    /** Whoever computes moments is tracking; the one rhythm is the customer's update. */
    @Test
    void timersTakeADateAndOnlyTheUpdateIsACycle() {
        assertThat(all(TimeDuration.class)).isEmpty();
        assertThat(all(TimeCycle.class)).singleElement().satisfies(cycle -> {
            assertThat(cycle.getTextContent().strip()).isEqualTo("R/PT24H");
            assertThat(((BaseElement) cycle.getParentElement().getParentElement()).getId())
                    .isEqualTo(AfterSalesModel.UPDATE_TIMER);
        });
    }

    @ParameterizedTest
    @MethodSource("models")
    void gatewaysAreQuestionsAndTheirFlowsAnswersWithOneDefault(String id) {
        BpmnModelInstance model = read(id);
        for (ExclusiveGateway gateway : model.getModelElementsByType(ExclusiveGateway.class)) {
            if (gateway.getOutgoing().size() == 1) {
                continue;
            }
            assertThat(gateway.getName()).as(gateway.getId()).endsWith("?");
            SequenceFlow otherwise = gateway.getDefault();
            assertThat(otherwise).as(gateway.getId() + " default").isNotNull();
            for (SequenceFlow answer : gateway.getOutgoing()) {
                assertThat(answer.getName()).as(answer.getId()).isNotBlank();
                assertThat(answer.getId()).startsWith(gateway.getId().replace("Gateway_", "Flow_") + "_");
                assertThat(answer.getConditionExpression() == null)
                        .as(answer.getId())
                        .isEqualTo(answer.equals(otherwise));
            }
        }
        for (SequenceFlow flow : model.getModelElementsByType(SequenceFlow.class)) {
            if (!(flow.getSource() instanceof ExclusiveGateway)) {
                assertThat(flow.getConditionExpression()).as(flow.getId()).isNull();
            }
        }
        for (EventBasedGateway gateway : model.getModelElementsByType(EventBasedGateway.class)) {
            assertThat(gateway.getName()).as(gateway.getId()).endsWith("?");
        }
    }

    @Test
    void messagesAreTheOnesThatJavaSends() {
        Set<String> names = new TreeSet<>();
        for (var message : all(org.camunda.bpm.model.bpmn.instance.Message.class)) {
            assertThat(message.getId()).isEqualTo("Message_" + message.getName());
            names.add(message.getName());
        }
        assertThat(names)
                .isEqualTo(
                        Arrays.stream(Message.values()).map(Enum::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** What is correlated by the ticket's number has to be found in what is called, too. */
    @Test
    void calledProcessesGetTheNumberAndWhatListsShow() {
        for (CallActivity call : all(CallActivity.class)) {
            assertThat(call.getCalledElement()).isIn(AfterSalesModel.PROCESSES);
            assertThat(call.getCamundaCalledElementBinding()).as(call.getId()).isEqualTo("deployment");
            Collection<CamundaIn> in = call.getExtensionElements()
                    .getElementsQuery()
                    .filterByType(CamundaIn.class)
                    .list();
            assertThat(in.stream().map(CamundaIn::getCamundaBusinessKey).filter(Objects::nonNull))
                    .as(call.getId())
                    .containsExactly("#{execution.processBusinessKey}");
            assertThat(in.stream().map(CamundaIn::getCamundaSource).filter(Objects::nonNull))
                    .as(call.getId())
                    .contains("ticketNumber", "customerName", "ticketPriority", "owner", "departmentGroup")
                    .allSatisfy(source -> assertThat(in)
                            .filteredOn(mapping -> source.equals(mapping.getCamundaSource()))
                            .singleElement()
                            .satisfies(mapping ->
                                    assertThat(mapping.getCamundaTarget()).isEqualTo(source)));
        }
    }

    @Test
    void aDiagramStaysReadable() {
        Map<String, Integer> boxes = new TreeMap<>();
        for (Activity activity : all(Activity.class)) {
            boxes.merge(((BaseElement) activity.getParentElement()).getId(), 1, Integer::sum);
        }
        boxes.forEach((level, number) ->
                assertThat(number).as(level).isLessThanOrEqualTo(MORE_BOXES.getOrDefault(level, MOST_BOXES)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void everythingIsDrawn(String id) {
        BpmnModelInstance model = read(id);
        Set<String> drawn = new TreeSet<>();
        for (BpmnShape shape : model.getModelElementsByType(BpmnShape.class)) {
            drawn.add(shape.getBpmnElement().getId());
            assertThat(shape.getBounds().getWidth()).as(shape.getId()).isPositive();
        }
        for (BpmnEdge edge : model.getModelElementsByType(BpmnEdge.class)) {
            drawn.add(edge.getBpmnElement().getId());
            assertThat(edge.getWaypoints()).as(edge.getId()).hasSizeGreaterThan(1);
        }
        for (FlowElement element : model.getModelElementsByType(FlowElement.class)) {
            assertThat(drawn).contains(element.getId());
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyNodeCanBeReachedAndLeft(String id) {
        for (FlowNode node : nodes(read(id))) {
            boolean begins = node instanceof StartEvent
                    || node instanceof org.camunda.bpm.model.bpmn.instance.BoundaryEvent
                    || node instanceof SubProcess subProcess && subProcess.triggeredByEvent();
            boolean ends = node instanceof org.camunda.bpm.model.bpmn.instance.EndEvent
                    || node instanceof SubProcess subProcess && subProcess.triggeredByEvent();
            assertThat(node.getIncoming().isEmpty()).as("into " + node.getId()).isEqualTo(begins);
            assertThat(node.getOutgoing().isEmpty())
                    .as("out of " + node.getId())
                    .isEqualTo(ends);
        }
    }

    private static Collection<FlowNode> nodes(BpmnModelInstance model) {
        return model.getModelElementsByType(FlowNode.class);
    }

    private static <T extends ModelElementInstance> List<T> all(Class<T> type) {
        List<T> found = new ArrayList<>();
        AfterSalesModel.PROCESSES.forEach(id -> found.addAll(read(id).getModelElementsByType(type)));
        return found;
    }

    private static <T extends ModelElementInstance> T element(BpmnModelInstance model, String id, Class<T> type) {
        return type.cast(Objects.requireNonNull(model.getModelElementById(id)));
    }

    private static BpmnModelInstance read(String id) {
        return Bpmn.readModelFromStream(new ByteArrayInputStream(file("bpmn/" + id + ".bpmn")));
    }

    private static byte[] file(String name) {
        return Objects.requireNonNull(FILES.get(name), name);
    }

    private static List<String> expressions(String xml) {
        return Pattern.compile("[$#]\\{[^}]*}")
                .matcher(xml)
                .results()
                .map(match -> match.group())
                .toList();
    }

    private static String variable(@Nullable String expression) {
        var matcher = VARIABLE.matcher(Objects.requireNonNull(expression).strip());
        assertThat(matcher.matches()).as(expression).isTrue();
        return matcher.group(1);
    }

    private static Set<String> variables() {
        return constants(Variables.class, Variable.class).stream()
                .map(Variable::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> groups() {
        Set<String> groups = new TreeSet<>(constants(Groups.class, String.class));
        for (String department : DEPARTMENTS) {
            groups.addAll(List.of(Groups.staff(department), Groups.supervisors(department), Groups.heads(department)));
        }
        return groups;
    }

    private static <T> List<T> constants(Class<?> holder, Class<T> type) {
        List<T> values = new ArrayList<>();
        for (Field field : holder.getDeclaredFields()) {
            if (type.equals(field.getType())) {
                try {
                    field.setAccessible(true);
                    values.add(type.cast(field.get(null)));
                } catch (IllegalAccessException hidden) {
                    throw new IllegalStateException(hidden);
                }
            }
        }
        return values;
    }

    /** Bean names of the components of this package that are of a type. */
    private static Set<String> beans(Class<?> type) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(type));
        Set<String> names = new TreeSet<>();
        for (var candidate : scanner.findCandidateComponents(AfterSalesModelTest.class.getPackageName())) {
            Class<?> found = org.springframework.util.ClassUtils.resolveClassName(
                    Objects.requireNonNull(candidate.getBeanClassName()), null);
            if (found.getPackageName().equals(AfterSalesModelTest.class.getPackageName())) {
                Component component = Objects.requireNonNull(found.getAnnotation(Component.class), found.getName());
                assertThat(component.value()).as(found.getName()).isEmpty();
                names.add(java.beans.Introspector.decapitalize(found.getSimpleName()));
            }
        }
        return names;
    }

    /** {@code Task_SendAnswer} -> {@code send-answer}. */
    private static String kebab(String taskId) {
        return taskId.substring("Task_".length())
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(java.util.Locale.ROOT);
    }
}
