package io.aftercare.attachment;

import io.aftercare.MySqlServer;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same on the real MySQL server. */
class AttachmentsMySqlIT extends AttachmentsTest {

    @DynamicPropertySource
    static void mysql(DynamicPropertyRegistry registry) {
        MySqlServer.use("attachment", registry);
    }
}
