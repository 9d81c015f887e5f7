package io.aftercare.security;

import io.aftercare.MySqlServer;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same on the real MySQL server. */
class RateLimitsMySqlIT extends RateLimitsTest {

    @DynamicPropertySource
    static void mysql(DynamicPropertyRegistry registry) {
        MySqlServer.use("limits", registry);
    }
}
