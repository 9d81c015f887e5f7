package io.aftercare.channel;

import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Production does not start with the secret that everybody can read in the demo's configuration. */
@Component
@Profile("production")
class ProductionSources {

    ProductionSources(ChannelProperties properties) {
        List<String> open = properties.channels().stream()
                .filter(source -> source.secrets().contains(ChannelProperties.DEMO_SECRET))
                .map(ChannelProperties.Source::name)
                .toList();
        if (!open.isEmpty()) {
            throw new IllegalStateException(
                    "Aftercare does not start in production: these channels have the demo's secret: "
                            + String.join(", ", open));
        }
    }
}
