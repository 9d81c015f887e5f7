package io.aftercare.notification;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Systems that hear of every payout and every reversal.
 *
 * @param url https address of the books; empty: nobody is told
 * @param secret signs what they get; at least 32 characters
 * @param targets further systems, each with its own secret
 * @param allowedPrivateHosts hosts that may stand in a private network or be spoken to without TLS; by name, exactly
 * @param timeout for connecting, and again for the answer
 */
@ConfigurationProperties("aftercare.payment.webhook")
public record WebhookProperties(
        @DefaultValue("") String url,
        @DefaultValue("") String secret,
        @DefaultValue List<Target> targets,
        @DefaultValue List<String> allowedPrivateHosts,
        @DefaultValue("PT5S") Duration timeout) {

    private static final int SHORTEST_SECRET = 32;
    private static final int LONGEST_URL = 254;

    public WebhookProperties {
        for (Target target : all(url, secret, targets)) {
            check(target, allowedPrivateHosts);
        }
    }

    List<Target> all() {
        return all(url, secret, targets);
    }

    Optional<WebhookTargets.Target> find(String address) {
        return all().stream()
                .filter(target -> target.url().equals(address))
                .findFirst()
                .map(target -> new WebhookTargets.Target(target.url(), target.secret(), allowedPrivateHosts));
    }

    private static List<Target> all(String url, String secret, List<Target> targets) {
        List<Target> all = new ArrayList<>();
        if (!url.isBlank()) {
            all.add(new Target(url.strip(), secret));
        }
        all.addAll(targets);
        return all;
    }

    private static void check(Target target, List<String> allowedPrivateHosts) {
        URI uri = URI.create(target.url());
        String host = uri.getHost();
        if (host == null || uri.getUserInfo() != null || target.url().length() > LONGEST_URL) {
            throw new IllegalArgumentException("aftercare.payment.webhook: an address is no plain https address");
        }
        boolean plain = "http".equals(uri.getScheme()) && allowedPrivateHosts.contains(host);
        if (!"https".equals(uri.getScheme()) && !plain) {
            throw new IllegalArgumentException("aftercare.payment.webhook: the address at " + host + " is not https");
        }
        if (target.secret().length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("aftercare.payment.webhook: the secret for " + host + " is shorter than "
                    + SHORTEST_SECRET + " characters");
        }
    }

    /** Where to, and with which secret it is signed. */
    public record Target(String url, String secret) {

        public Target {
            secret = textOf(secret);
            url = textOf(url);
        }

        private static String textOf(@Nullable String text) {
            return text == null ? "" : text;
        }

        @Override
        public String toString() {
            return "Target";
        }
    }

    @Override
    public String toString() {
        return "WebhookProperties";
    }
}
