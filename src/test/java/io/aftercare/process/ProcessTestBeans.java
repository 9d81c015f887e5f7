package io.aftercare.process;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** One time for the application and the engine. */
@TestConfiguration(proxyBeanMethods = false)
class ProcessTestBeans {

    @Bean
    @Primary
    MovedClock movedClock() {
        return new MovedClock();
    }

    /** Everything that goes to the database is counted; costs nothing where nobody asks. */
    @Bean
    static Traffic traffic() {
        return new Traffic();
    }

    @Bean
    static EnteredNodes enteredNodes() {
        return new EnteredNodes();
    }

    /** Stands still until a test moves it, and moves the engine's time along. */
    static class MovedClock extends Clock {

        private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

        private volatile Instant now = at("2026-11-23T10:00");

        /** A moment as people in Shanghai read it. */
        static Instant at(String local) {
            return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
        }

        void moveTo(Instant moment) {
            now = moment;
            ClockUtil.setCurrentTime(Date.from(moment));
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
