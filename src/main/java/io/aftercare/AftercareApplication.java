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
        // the engine makes a new one for each timer; without this the whole program is searched for it each time (P1)
        System.setProperty(
                "javax.xml.datatype.DatatypeFactory",
                "com.sun.org.apache.xerces.internal.jaxp.datatype.DatatypeFactoryImpl");
        SpringApplication.run(AftercareApplication.class, args);
    }
}
