package io.aftercare.notification;

import java.util.List;
import java.util.Optional;

/** Systems that hear of events, found by what the outbox calls them (3-06); addresses and secrets stay with their keeper. */
public interface WebhookTargets {

    /** Empty when it is no longer wanted that this one hears of anything. */
    Optional<Target> target(String recipient);

    /**
     * Where to, and with which secret it is signed.
     *
     * @param allowedPrivateHosts hosts that may stand in a private network or be spoken to without TLS; by name, exactly
     */
    record Target(String url, String secret, List<String> allowedPrivateHosts) {

        @Override
        public String toString() {
            return "Target";
        }
    }
}
