package io.aftercare.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * The whole application on a database in memory, with a clock that the test moves and nothing that runs on its own:
 * no job executor, no watch, no relay. All classes with it share one application.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:process;MODE=MySQL;DB_CLOSE_DELAY=-1",
            "spring.datasource.username=sa",
            "aftercare.language=en",
            "aftercare.tracking.watch-enabled=false",
            "aftercare.notification.relay-enabled=false",
            "aftercare.absence.watch-enabled=false",
            "aftercare.conversation.sending-enabled=false",
            "camunda.bpm.job-execution.enabled=false"
        })
@ActiveProfiles("test")
@Import(ProcessTestBeans.class)
@interface ProcessTest {}
