package io.aftercare.channel;

import io.aftercare.ticket.Channel;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may bring messages, and where ours may go.
 *
 * @param channels the sources; each has a secret of its own
 * @param webhooks limits for the addresses that people enter
 */
@Validated
@ConfigurationProperties("aftercare")
public record ChannelProperties(
        @Valid @DefaultValue List<Source> channels,
        @Valid @DefaultValue Webhooks webhooks) {

    /** Signs for the demo's source; production refuses it. */
    static final String DEMO_SECRET = "insecure-demo-channel-secret-change-me";

    @AssertTrue(message = "channels need names that differ")
    boolean isEverySourceNamedOnce() {
        return channels.stream().map(Source::name).distinct().count() == channels.size();
    }

    Optional<Source> source(@Nullable String name) {
        return channels.stream().filter(source -> source.name().equals(name)).findFirst();
    }

    /**
     * A system that brings messages.
     *
     * @param name what it calls itself in {@code X-Aftercare-Source}
     * @param secrets at least 32 characters each; the first is the current one, further ones end a rotation
     * @param channel what its messages came by
     * @param people whose ids its senders carry: sources with the same word share their customers; default: its name
     */
    public record Source(
            @NotNull @Pattern(regexp = "[a-z0-9-]{1,60}") String name,
            @NotEmpty @Size(max = 3) List<@Size(min = 32, max = 200) String> secrets,
            @NotNull Channel channel,
            @Nullable @Pattern(regexp = "[a-z0-9-]{1,60}") String people) {

        /** The sender's id among all customers: an id of one system says nothing in another. */
        String personId(String channelId) {
            return (people == null ? name : people) + ":" + channelId;
        }

        /** Never the secrets. */
        @Override
        public String toString() {
            return channel + " " + name;
        }
    }

    /** @param allowedPrivateHosts hosts in a private network that webhooks may go to, by name; for labs */
    public record Webhooks(@DefaultValue List<String> allowedPrivateHosts) {}
}
