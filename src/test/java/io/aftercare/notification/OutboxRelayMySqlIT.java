package io.aftercare.notification;

import io.aftercare.MySqlServer;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The relay's tests once more, on the real MySQL server. */
class OutboxRelayMySqlIT extends OutboxRelayTest {

    @DynamicPropertySource
    static void mysql(DynamicPropertyRegistry registry) {
        MySqlServer.use("outbox_relay", registry);
    }
}
