package io.aftercare.process;

import io.aftercare.notification.Languages;
import io.aftercare.security.Groups;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.task.TaskQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What Tasklist needs before the first person signs in: the groups of the house, the right to open it and to read the
 * ready-made filters, and these filters themselves, in the house's language. Runs at every start, adds what is missing
 * and brings the filters up to date; rights and group names that an administrator changed stay.
 */
@Component
class TasklistBootstrap implements SmartInitializingSingleton {

    private static final String MARK = "aftercare";
    private static final String ME = "${currentUser()}";
    private static final List<String> DEPARTMENTS = List.of("technical", "operations", "product", "complaints");

    private final FirstStart firstStart;
    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;
    private final MessageSource messages;
    private final Languages languages;

    TasklistBootstrap(
            FirstStart firstStart,
            IdentityService identity,
            AuthorizationService authorizations,
            FilterService filters,
            TaskService tasks,
            MessageSource messages,
            Languages languages) {
        this.firstStart = firstStart;
        this.identity = identity;
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
        this.messages = messages;
        this.languages = languages;
    }

    @Override
    public void afterSingletonsInstantiated() {
        firstStart.alone(this::ensure);
    }

    void ensure() {
        List.of(
                        Groups.SERVICE_AGENTS,
                        Groups.SERVICE_SUPERVISORS,
                        Groups.SERVICE_MANAGERS,
                        Groups.SPECIAL_TEAM,
                        Groups.FIELD_ENGINEERS,
                        Groups.LEGAL_COUNSEL,
                        Groups.COMPENSATION_MANAGERS,
                        Groups.FINANCE_STAFF,
                        Groups.PARTS_KEEPERS,
                        Groups.WAREHOUSE_STAFF,
                        Groups.QUALITY_INSPECTORS,
                        Groups.PROCESS_OWNERS,
                        Groups.CHANNELS,
                        Groups.ADMIN)
                .forEach(this::group);
        for (String department : DEPARTMENTS) {
            group(Groups.staff(department));
            group(Groups.supervisors(department));
            group(Groups.heads(department));
        }
        grants();
        filter("mine", 10, query -> query.taskAssigneeExpression(ME));
        filter("groups", 20, query -> query.taskCandidateUserExpression(ME));
        filter("overdue", 30, query -> query.dueBeforeExpression("${now()}"));
        filter("urged", 50, query -> query.taskCandidateUserExpression(ME)
                .includeAssignedTasks()
                .taskVariableValueGreaterThan(Variables.TICKET_URGED.name(), 0));
        filter("escalated", 40, query -> query.taskCandidateUserExpression(ME)
                .includeAssignedTasks()
                .taskVariableValueEquals(Variables.TICKET_ESCALATED.name(), true));
    }

    private void group(String id) {
        if (identity.createGroupQuery().groupId(id).count() > 0) {
            return;
        }
        Group group = identity.newGroup(id);
        group.setName(text("group." + id));
        group.setType(id.equals(Groups.ADMIN) ? "SYSTEM" : "WORKFLOW");
        identity.saveGroup(group);
    }

    /** What everybody may who can sign in to the webapps; the gateway and the engine's own checks narrow it down. */
    private void grants() {
        grant(null, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
        grant(null, Resources.FILTER, Authorization.ANY, Permissions.READ);
        // READ_INSTANCE: the columns of the filters are variables of running instances
        grant(null, Resources.PROCESS_DEFINITION, Authorization.ANY, Permissions.READ, Permissions.READ_INSTANCE);
        grant(null, Resources.USER, Authorization.ANY, Permissions.READ);
        grant(null, Resources.GROUP, Authorization.ANY, Permissions.READ);
        grant(
                Groups.SERVICE_AGENTS,
                Resources.PROCESS_DEFINITION,
                AfterSalesModel.AFTER_SALES,
                Permissions.READ,
                Permissions.CREATE_INSTANCE);
        grant(Groups.SERVICE_AGENTS, Resources.PROCESS_INSTANCE, Authorization.ANY, Permissions.CREATE);
        for (Resources resource : Resources.values()) {
            grant(Groups.ADMIN, resource, Authorization.ANY, Permissions.ALL);
        }
    }

    private void grant(@Nullable String group, Resource resource, String id, Permission... permissions) {
        var known = authorizations
                .createAuthorizationQuery()
                .resourceType(resource)
                .resourceId(id)
                .authorizationType(group == null ? Authorization.AUTH_TYPE_GLOBAL : Authorization.AUTH_TYPE_GRANT);
        if ((group == null ? known : known.groupIdIn(group)).count() > 0) {
            return;
        }
        Authorization authorization;
        if (group == null) {
            authorization = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
        } else {
            authorization = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            authorization.setGroupId(group);
        }
        authorization.setResource(resource);
        authorization.setResourceId(id);
        for (Permission permission : permissions) {
            authorization.addPermission(permission);
        }
        authorizations.saveAuthorization(authorization);
    }

    private void filter(String key, int position, UnaryOperator<TaskQuery> question) {
        TaskQuery query = question.apply(tasks.createTaskQuery())
                .orderByTaskPriority()
                .desc()
                .orderByDueDate()
                .asc();
        Filter filter = filters.createTaskFilterQuery().list().stream()
                .filter(known -> known.getProperties() != null
                        && key.equals(known.getProperties().get(MARK)))
                .findFirst()
                .orElseGet(filters::newTaskFilter);
        filter.setName(text("filter." + key));
        filter.setQuery(query);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(MARK, key);
        properties.put("description", text("filter." + key + ".description"));
        properties.put("priority", position);
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        properties.put(
                "variables",
                List.of(
                        column(Variables.TICKET_NUMBER),
                        // what is marked comes first: a folded entry shows two
                        column(Variables.TICKET_MARK),
                        column(Variables.TICKET_URGED),
                        column(Variables.CUSTOMER_NAME),
                        column(Variables.TICKET_PRIORITY)));
        filter.setProperties(properties);
        filters.saveFilter(filter);
    }

    private Map<String, String> column(Variable<?> variable) {
        return Map.of("name", variable.name(), "label", text("column." + variable.name()));
    }

    private String text(String key) {
        return messages.getMessage(key, null, languages.house());
    }
}
