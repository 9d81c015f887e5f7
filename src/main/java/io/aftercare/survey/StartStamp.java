package io.aftercare.survey;

import io.aftercare.security.Signature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * When a form was handed out, by the server's clock and under its signature: the form brings it back, so that the time
 * to answer is known although opening the page writes nothing (1-10, L9).
 */
@Component
public class StartStamp {

    private static final int LONGEST = 100;

    private final String secret;
    private final Clock clock;

    StartStamp(@Value("${aftercare.tracking-secret}") String secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** For a hidden field of the form behind this token. */
    public String of(String token) {
        long seconds = clock.instant().getEpochSecond();
        return seconds + "." + signature(token, seconds);
    }

    /** Whether it is one of ours, for this token. */
    public boolean isGenuine(String token, @Nullable String stamp) {
        return took(token, stamp) != null;
    }

    /** How long ago the form was handed out; null where the stamp is none of ours, or missing. */
    public @Nullable Duration took(String token, @Nullable String stamp) {
        if (stamp == null || stamp.length() > LONGEST || !stamp.matches("[0-9]{1,12}[.][A-Za-z0-9_-]+")) {
            return null;
        }
        int dot = stamp.indexOf('.');
        long seconds = Long.parseLong(stamp.substring(0, dot));
        byte[] given = stamp.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, signature(token, seconds).getBytes(StandardCharsets.UTF_8))) {
            return null;
        }
        Duration took = Duration.between(Instant.ofEpochSecond(seconds), clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    private String signature(String token, long seconds) {
        byte[] signed =
                Signature.of(secret, ("survey-start:" + token + ":" + seconds).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }
}
