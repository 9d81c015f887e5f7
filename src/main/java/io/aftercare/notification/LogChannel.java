package io.aftercare.notification;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes what has no other way out; says that there was something, but neither to whom nor what. */
@Component
class LogChannel implements DeliveryChannel {

    private static final Logger LOG = LoggerFactory.getLogger(LogChannel.class);

    @Override
    public Delivery delivery() {
        return Delivery.LOG;
    }

    @Override
    public void deliver(OutboxMessage message) {
        LOG.info(
                "Message {} {} to {} of ticket {} stays in the house",
                message.id(),
                message.template(),
                message.audience(),
                message.ticketNumber());
    }
}
