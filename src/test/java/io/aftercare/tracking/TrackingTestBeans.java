package io.aftercare.tracking;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.aftercare.calendar.ServiceCalendars;
import io.aftercare.customer.Customers;
import io.aftercare.notification.CustomerTold;
import io.aftercare.notification.Languages;
import io.aftercare.notification.Notifier;
import io.aftercare.security.CurrentUser;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** What tracking talks to, as far as these tests need it. */
@TestConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties({TrackingProperties.class, AtRisk.class})
@ComponentScan(basePackageClasses = {TicketService.class, ServiceCalendars.class, ClockService.class})
@Import({CurrentUser.class, Customers.class, Languages.class, Timeline.class, Scene.class})
class TrackingTestBeans {

    @Bean
    MovableClock clock() {
        return new MovableClock();
    }

    @Bean
    RecordedProcess process() {
        return new RecordedProcess();
    }

    @Bean
    OtherSubjects otherSubjects() {
        return new OtherSubjects();
    }

    @Bean
    ServiceLevels serviceLevels() {
        return new ServiceLevels();
    }

    /** Tells the rest of the house about a message like the real one does. */
    @Bean
    Notifier notifier(ApplicationEventPublisher events) {
        Notifier notifier = mock(Notifier.class);
        doAnswer(call -> {
                    Ticket ticket = call.getArgument(0);
                    events.publishEvent(new CustomerTold(ticket.number()));
                    return null;
                })
                .when(notifier)
                .toCustomer(any(), any(), anyString(), any());
        return notifier;
    }
}
