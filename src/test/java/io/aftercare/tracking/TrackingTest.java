package io.aftercare.tracking;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.mybatis.spring.boot.test.autoconfigure.MybatisTest;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.context.annotation.Import;

/** Tracking's services on the real schema in H2, with a process and service levels of the test's own. */
@Target(ElementType.TYPE)
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@MybatisTest(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:tracking;MODE=MySQL;DB_CLOSE_DELAY=-1",
            "aftercare.tracking.watch-enabled=false",
            "aftercare.language=en"
        })
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ImportAutoConfiguration(MessageSourceAutoConfiguration.class)
@Import(TrackingTestBeans.class)
@interface TrackingTest {}
