package io.aftercare.process;

import io.aftercare.problem.ProblemWriter;
import io.aftercare.security.CurrentUser;
import io.aftercare.worklist.Worklist;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where the guards of the webapps stand. The gateway is bound to the servlets by name: the container puts such filters
 * behind all filters that are bound to addresses, hence behind login, authentication and CSRF guard of the webapps.
 */
@Configuration(proxyBeanMethods = false)
class TasklistConfiguration {

    @Bean
    FilterRegistrationBean<EngineLogin> engineLogin() {
        FilterRegistrationBean<EngineLogin> login = new FilterRegistrationBean<>(new EngineLogin());
        login.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        login.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 1);
        return login;
    }

    @Bean
    TasklistGateway tasklistGateway(
            Worklist worklist,
            TaskFacts facts,
            StartFormIntake intake,
            CurrentUser currentUser,
            ProblemWriter problems,
            ObjectProvider<IdentityService> identity,
            ObjectProvider<RuntimeService> runtime) {
        return new TasklistGateway(worklist, facts, intake, currentUser, problems, identity, runtime);
    }

    @Bean
    DelegatingFilterProxyRegistrationBean tasklistGatewayRegistration() {
        DelegatingFilterProxyRegistrationBean gateway = new DelegatingFilterProxyRegistrationBean("tasklistGateway");
        gateway.addServletNames("Engine Api", "Cockpit Api", "Admin Api", "Tasklist Api", "Welcome Api");
        return gateway;
    }
}
