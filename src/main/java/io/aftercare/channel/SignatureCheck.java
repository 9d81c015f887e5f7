package io.aftercare.channel;

import io.aftercare.channel.ChannelProperties.Source;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.Signature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether a call really comes from a source: HMAC-SHA256 of timestamp, a full stop and the body as it came, not older
 * than five minutes. Who is refused learns nothing of why; the work is the same for an unknown source.
 */
@Component
class SignatureCheck {

    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final List<String> NOBODY = List.of("nobody-has-this-secret-0123456789abcdef");
    private static final String VERSION = "v1=";

    private final ChannelProperties properties;
    /** Real time, also where the house plays with another one: the other side signs with its own. */
    private final Clock clock = Clock.systemUTC();

    SignatureCheck(ChannelProperties properties) {
        this.properties = properties;
    }

    /** The source that signed this for this channel, or 401. */
    Source require(
            String channel,
            @Nullable String name,
            @Nullable String timestamp,
            @Nullable String signature,
            byte[] body) {
        Source source = properties.source(name).orElse(null);
        byte[] given = bytes(signature);
        byte[] head = (timestamp + ".").getBytes(StandardCharsets.UTF_8);
        boolean signed = false;
        for (String secret : source == null ? NOBODY : source.secrets()) {
            signed |= MessageDigest.isEqual(Signature.of(secret, head, body), given);
        }
        if (!signed
                || source == null
                || !isNow(timestamp)
                || !source.channel().name().equals(channel.toUpperCase(Locale.ROOT))) {
            throw new ProblemException(ProblemType.NOT_SIGNED_IN, "problem.channel-not-signed");
        }
        return source;
    }

    private boolean isNow(@Nullable String timestamp) {
        if (timestamp == null || !timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        Duration away = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant())
                .abs();
        return away.compareTo(WINDOW) <= 0;
    }

    private static byte[] bytes(@Nullable String signature) {
        if (signature == null || !signature.matches("v1=[0-9a-fA-F]{64}")) {
            return new byte[0];
        }
        return HexFormat.of().parseHex(signature.substring(VERSION.length()));
    }
}
