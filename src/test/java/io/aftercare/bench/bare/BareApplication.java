package io.aftercare.bench.bare;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Camunda's starter with our models and two calls: one starts an instance, one is its own task list with the count.
 * No stereotype: Aftercare's own component scan must not find it.
 */
@EnableAutoConfiguration
public class BareApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(BareApplication.class, arguments);
    }

    /** Our models' beans, empty. */
    @Bean
    ProcessEnginePlugin models() {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl configuration) {
                configuration.setBeans(BareModel.beans());
            }
        };
    }

    @Bean
    RouterFunction<ServerResponse> calls(RuntimeService runtime, TaskService tasks, IdentityService identity) {
        return RouterFunctions.route()
                .POST("/start", request -> {
                    request.body(new ParameterizedTypeReference<Map<String, Object>>() {});
                    String number = UUID.randomUUID().toString();
                    runtime.startProcessInstanceByKey(BareModel.PROCESS, number, BareModel.start(number));
                    return ServerResponse.status(HttpStatus.CREATED).body(Map.of("number", number));
                })
                .GET("/tasks", request -> {
                    identity.setAuthentication(
                            request.param("user").orElseThrow(),
                            Arrays.asList(request.param("groups").orElseThrow().split(",")));
                    try {
                        return ServerResponse.ok().body(page(tasks, request));
                    } finally {
                        identity.clearAuthentication();
                    }
                })
                .build();
    }

    /** The first twenty by due time, and how many there are. */
    private static Map<String, Object> page(TaskService tasks, ServerRequest request) {
        List<Map<String, Object>> rows = query(tasks, request).orderByDueDate().asc().listPage(0, 20).stream()
                .map(task -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("id", task.getId());
                    row.put("name", task.getName());
                    row.put("assignee", task.getAssignee());
                    row.put("due", task.getDueDate());
                    return row;
                })
                .toList();
        return Map.of("total", query(tasks, request).count(), "items", rows);
    }

    private static TaskQuery query(TaskService tasks, ServerRequest request) {
        TaskQuery query = tasks.createTaskQuery()
                .taskCandidateGroupIn(
                        Arrays.asList(request.param("groups").orElseThrow().split(",")))
                .includeAssignedTasks();
        request.param("key").ifPresent(query::taskDefinitionKey);
        request.param("assignee").ifPresent(query::taskAssignee);
        request.param("priority").ifPresent(value -> query.processVariableValueEquals("ticketPriority", value));
        request.param("group").ifPresent(value -> query.taskCandidateGroup(value));
        return query;
    }
}
