package io.aftercare;

import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts Aftercare. Everything is stored in UTC; zones matter only where people read or clocks count. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class AftercareApplication {

    public static void main(String[] args) {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        SpringApplication.run(AftercareApplication.class, args);
    }
}
