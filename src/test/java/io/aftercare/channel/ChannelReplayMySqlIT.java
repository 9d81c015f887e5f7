package io.aftercare.channel;

import io.aftercare.MySqlServer;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same on the real MySQL server. */
class ChannelReplayMySqlIT extends ChannelScene {

    @DynamicPropertySource
    static void mysql(DynamicPropertyRegistry registry) {
        MySqlServer.use("channel", registry);
    }
}
