package io.aftercare.process;

import io.aftercare.approval.Approval;
import io.aftercare.approval.ApprovalService;
import io.aftercare.callback.CallbackService;
import io.aftercare.checklist.ChecklistService;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.customer.OrderDirectory;
import io.aftercare.entitlement.Entitlement;
import io.aftercare.entitlement.EntitlementService;
import io.aftercare.entitlement.EntitlementWords;
import io.aftercare.execution.ExecutionService;
import io.aftercare.security.StaffDirectory;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.Solution;
import io.aftercare.solution.SolutionService;
import io.aftercare.solution.Sums;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketFilter;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.CustomerUpdates;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Reads from the tables what a person needs to see above the fields of a form, in his language. */
@Component
class CamundaTaskFacts implements TaskFacts {

    private static final int MOST_LINES = 12;

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final TicketService tickets;
    private final Customers customers;
    private final OrderDirectory orders;
    private final SolutionService solutions;
    private final Compensations compensations;
    private final EntitlementService entitlements;
    private final EntitlementWords entitlementWords;
    private final ApprovalService approvals;
    private final ExecutionService executions;
    private final CallbackService callbacks;
    private final CustomerUpdates updates;
    private final ChecklistService checklists;
    private final Timeline timeline;
    private final StaffDirectory staff;
    private final MessageSource messages;
    private final ZoneId zone;

    CamundaTaskFacts(
            TaskService tasks,
            RuntimeService runtime,
            TicketService tickets,
            Customers customers,
            OrderDirectory orders,
            SolutionService solutions,
            Compensations compensations,
            EntitlementService entitlements,
            EntitlementWords entitlementWords,
            ApprovalService approvals,
            ExecutionService executions,
            CallbackService callbacks,
            CustomerUpdates updates,
            ChecklistService checklists,
            Timeline timeline,
            StaffDirectory staff,
            MessageSource messages,
            @Value("${aftercare.zone}") ZoneId zone) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.tickets = tickets;
        this.customers = customers;
        this.orders = orders;
        this.solutions = solutions;
        this.compensations = compensations;
        this.entitlements = entitlements;
        this.entitlementWords = entitlementWords;
        this.approvals = approvals;
        this.executions = executions;
        this.callbacks = callbacks;
        this.updates = updates;
        this.checklists = checklists;
        this.timeline = timeline;
        this.staff = staff;
        this.messages = messages;
        this.zone = zone;
    }

    @Override
    public Map<String, Object> of(String taskId) {
        Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
        Object number = task == null ? null : tasks.getVariable(taskId, Variables.TICKET_NUMBER.name());
        if (task == null || number == null) {
            return Map.of();
        }
        return new Reading(task, tickets.require(number.toString()), LocaleContextHolder.getLocale()).facts();
    }

    /** One look at one ticket for one reader. */
    private final class Reading {

        private final Task task;
        private final Ticket ticket;
        private final Locale locale;
        private final DateTimeFormatter moments;
        private final List<TimelineEntry> entries;
        private final Map<String, Object> facts = new LinkedHashMap<>();

        Reading(Task task, Ticket ticket, Locale locale) {
            this.task = task;
            this.ticket = ticket;
            this.locale = locale;
            this.moments =
                    DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(zone);
            this.entries = timeline.of(ticket.number());
        }

        Map<String, Object> facts() {
            ticketFacts();
            orderFacts();
            entitlementFacts();
            solutionFacts();
            put("factGate", gate());
            put("factProgress", progress());
            put("factObstacle", lastText(TimelineKind.OBSTACLE));
            put("factAnswer", answer());
            put("factOutcome", ticket.outcome());
            put("factForeignNumber", ticket.externalNumber());
            put("factForeignDeadline", ticket.externalDueAt() == null ? "" : moment(ticket.externalDueAt()));
            put("factCallAttempts", String.valueOf(callbacks.attempts(ticket)));
            checklist();
            prefills();
            return facts;
        }

        /** The boxes of the form; what is required says so. */
        private void checklist() {
            List<Map<String, String>> options = checklists.pointsOf(task.getTaskDefinitionKey()).stream()
                    .map(point -> Map.of(
                            "value",
                            Long.toString(point.id()),
                            "label",
                            point.required()
                                    ? text("facts.checklist.required", point.text(locale))
                                    : point.text(locale)))
                    .toList();
            put("factChecklist", !options.isEmpty());
            put("checklistOptions", options);
        }

        private void ticketFacts() {
            Customer customer = customers.require(ticket.customerRef());
            put("factTicket", ticket.number());
            put("factTicketUrl", "/tickets/" + ticket.number());
            put("factCustomer", joined(" · ", customer.name(), customer.maskedPhone(), word("Tier", customer.tier())));
            put("factDescription", ticket.description());
            put("factMood", word(ticket.mood()));
            put("factAngry", ticket.mood() == Mood.ANGRY);
            put("factScript", text("facts.script"));
            put("factPriority", word(ticket.priority()));
            put("factClassification", joined(" · ", word(ticket.category()), word(ticket.complexity())));
            put(
                    "factDeadline",
                    task.getDueDate() == null ? "" : moment(task.getDueDate().toInstant()));
            put("factHistory", history());
        }

        private void orderFacts() {
            CustomerOrder order = ticket.orderNo() == null
                    ? null
                    : orders.find(ticket.orderNo()).orElse(null);
            Sums sums = compensations.sums(ticket, List.of());
            if (order == null) {
                put("factOrder", text("facts.no-order"));
                put("factPaid", "");
            } else {
                Instant delivered = order.deliveredAt();
                put(
                        "factOrder",
                        joined(
                                " · ",
                                order.orderNo(),
                                order.product(),
                                delivered == null ? "" : text("facts.delivered", moment(delivered))));
                put("factPaid", money(order.paidAmount()));
            }
            BigDecimal share = sums.goodwillShare();
            put(
                    "factGoodwill",
                    money(sums.goodwill())
                            + (share == null
                                    ? ""
                                    : " (" + share.stripTrailingZeros().toPlainString() + " %)"));
        }

        private void entitlementFacts() {
            Entitlement given = entitlements.of(
                    ticket,
                    solutions.latest(ticket.number()).map(Solution::finding).orElse(null));
            List<String> lines = new ArrayList<>(entitlementWords.lines(given, locale));
            lines.add(entitlementWords.version(given, locale));
            put("factEntitlement", String.join("\n", lines));
        }

        private void solutionFacts() {
            List<CompensationLine> lines = compensations.of(ticket.number()).stream()
                    .filter(line -> line.state() != CompensationLine.State.RELEASED)
                    .toList();
            solutions.latest(ticket.number()).ifPresent(solution -> {
                put("factSolution", word(solution.remedy()) + "\n" + solution.steps());
                put("factFinding", solution.finding());
                put("factPrice", money(solution.priceToCustomer()));
                put("factProposer", person(solution.proposedBy()));
            });
            if ("DELAY".equals(variable(Variables.APPROVAL_SUBJECT))) {
                lines.stream()
                        .filter(line -> line.obstacleId() != null)
                        .reduce((first, second) -> second)
                        .ifPresent(line -> put("factProposer", person(line.createdBy())));
            }
            put(
                    "factCompensations",
                    lines.stream()
                            .map(line -> joined(
                                    " · ", word(line.kind()), word(line.nature()), money(line.amount()), line.note()))
                            .collect(Collectors.joining("\n")));
            put(
                    "factApprovals",
                    approvals.of(ticket.number()).stream()
                            .map(approval -> joined(
                                    " · ",
                                    word("Gate", approval.gate()),
                                    approver(approval),
                                    text(approval.approved() ? "facts.approved" : "facts.rejected"),
                                    approval.commentText()))
                            .collect(Collectors.joining("\n")));
        }

        private String gate() {
            String gate = variable(Variables.APPROVAL_GATE);
            return gate == null ? "" : word("Gate", gate);
        }

        private @Nullable String variable(Variable<String> variable) {
            Object value = runtime.getVariable(task.getExecutionId(), variable.name());
            return value == null ? null : value.toString();
        }

        private String progress() {
            List<String> lines = new ArrayList<>();
            executions
                    .of(ticket.number())
                    .forEach(step -> lines.add(joined(
                            " · ",
                            moment(step.doneAt()),
                            word("WorkStep", step.kind().name()),
                            step.text())));
            return lastLines(lines);
        }

        private @Nullable String answer() {
            return callbacks
                    .answerOf(ticket)
                    .map(answer -> joined(
                            "\n",
                            text("facts.ratings", answer.speed(), answer.effect(), answer.attitude(), answer.overall()),
                            answer.suggestion()))
                    .orElse(ticket.answer());
        }

        private String history() {
            return lastLines(
                    tickets
                            .search(new TicketFilter(null, null, null, ticket.customerRef(), null), 0, MOST_LINES)
                            .stream()
                            .filter(other -> !other.number().equals(ticket.number()))
                            .map(other -> joined(
                                    " · ",
                                    other.number(),
                                    word(other.status()),
                                    word(other.category()),
                                    shortened(other.description())))
                            .toList());
        }

        private void prefills() {
            switch (task.getTaskDefinitionKey()) {
                case "Task_RegisterTicket" -> {
                    put("description", ticket.description());
                    put("mood", ticket.mood() == null ? "CALM" : ticket.mood().name());
                    putIfKnown("orderNo", ticket.orderNo());
                    putIfKnown("occurredAt", ticket.occurredAt());
                    putIfKnown("expectedResolutionAt", ticket.expectedResolutionAt());
                }
                case "Task_UpdateCustomer" -> put("message", updates.draft(ticket.number()));
                default -> {
                    // nothing to prefill
                }
            }
        }

        private @Nullable String lastText(TimelineKind kind) {
            return entries.stream()
                    .filter(entry -> entry.kind() == kind)
                    .reduce((first, second) -> second)
                    .map(TimelineEntry::text)
                    .orElse(null);
        }

        private void put(String name, @Nullable Object value) {
            facts.put(name, value == null ? "" : value);
        }

        private void putIfKnown(String name, @Nullable Object value) {
            if (value != null) {
                facts.put(name, value.toString());
            }
        }

        private String person(String id) {
            StaffDirectory.Person person = staff.find(id);
            return person == null ? id : person.name();
        }

        private String approver(Approval approval) {
            String absent = approval.onBehalfOf();
            String name = person(approval.approver());
            return absent == null ? name : text("desk.on-behalf", name, person(absent));
        }

        private String moment(Instant instant) {
            return moments.format(instant);
        }

        private String word(@Nullable Enum<?> value) {
            return value == null ? "" : word(value.getDeclaringClass().getSimpleName(), value.name());
        }

        private String word(String kind, String value) {
            return Objects.requireNonNullElse(messages.getMessage(kind + "." + value, null, value, locale), value);
        }

        private String text(String key, Object... arguments) {
            return Objects.requireNonNullElse(messages.getMessage(key, arguments, key, locale), key);
        }
    }

    private static String money(BigDecimal amount) {
        return "¥ " + amount.setScale(2).toPlainString();
    }

    private static String joined(String separator, @Nullable String... parts) {
        return Stream.of(parts).filter(part -> part != null && !part.isBlank()).collect(Collectors.joining(separator));
    }

    private static String lastLines(List<String> lines) {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > 60 ? line.substring(0, 60) + "…" : line;
    }
}
