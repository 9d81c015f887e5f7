package io.aftercare.process;

import io.aftercare.MySqlServer;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One database, and so one started program, for all races that do not count what stands in a whole table. */
interface RacesDatabase {

    @DynamicPropertySource
    static void mysql(DynamicPropertyRegistry registry) {
        MySqlServer.use("races", registry);
    }
}
