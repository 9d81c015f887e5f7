package io.aftercare.tracking;

import io.aftercare.MySqlServer;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same tests on the real MySQL server, all in one database. */
interface OnMySql {

    @DynamicPropertySource
    static void mysql(DynamicPropertyRegistry registry) {
        MySqlServer.use("tracking", registry);
    }
}
