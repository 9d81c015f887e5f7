package io.aftercare.notification;

import io.aftercare.MySqlServer;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The outbox's tests once more, on the real MySQL server. */
class NotifierMySqlIT extends NotifierTest {

    @DynamicPropertySource
    static void mysql(DynamicPropertyRegistry registry) {
        MySqlServer.use("notifier", registry);
    }
}
