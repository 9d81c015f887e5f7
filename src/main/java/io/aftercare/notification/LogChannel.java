package io.aftercare.notification;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes what has no other way out; says that there was something, but neither to whom nor what. */
@Component
class LogChannel implements DeliveryChannel {

    private static final Logger LOG = LoggerFactory.getLogger(LogChannel.class);

    private final ShortMessages rules;
    private final Languages languages;

    LogChannel(ShortMessages rules, Languages languages) {
        this.rules = rules;
        this.languages = languages;
    }

    @Override
    public Delivery delivery() {
        return Delivery.LOG;
    }

    @Override
    public void deliver(OutboxMessage message) {
        LOG.info(
                "Message {} {} to {} of ticket {} stays in the house: {}",
                message.id(),
                message.template(),
                message.audience(),
                message.ticketNumber(),
                why(message));
    }

    /** The recipient's number stands masked here; whether it has the right shape was judged when it was written. */
    private String why(OutboxMessage message) {
        if (message.channel() == Delivery.MAIL) {
            return "there is no mail server";
        }
        String reason = message.audience() == Audience.CUSTOMER
                ? rules.reasonNot(message.template(), languages.house(), message.recipient())
                : null;
        return reason == null ? "there is no address" : reason;
    }
}
