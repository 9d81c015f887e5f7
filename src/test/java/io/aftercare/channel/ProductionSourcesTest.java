package io.aftercare.channel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.channel.ChannelProperties.Source;
import io.aftercare.ticket.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Production takes no source in that signs with what everybody can read. */
class ProductionSourcesTest {

    private static final String OWN = "a-secret-of-our-own-0123456789abcdef";

    @Test
    void theDemosSecretIsRefusedAlsoAsTheSecondOne() {
        assertThatThrownBy(() -> new ProductionSources(with(OWN, ChannelProperties.DEMO_SECRET)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("wechat");
        assertThatCode(() -> new ProductionSources(with(OWN))).doesNotThrowAnyException();
    }

    private static ChannelProperties with(String... secrets) {
        return new ChannelProperties(
                List.of(new Source("wechat", List.of(secrets), Channel.WECHAT, null)),
                new ChannelProperties.Webhooks(List.of()));
    }
}
