package io.aftercare.portal;

import io.aftercare.attachment.Attachments;
import io.aftercare.customer.CustomerAnonymised;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Whoever is forgotten takes the files that he brought with him (E-04). */
@Component
class ForgottenFiles {

    private final Attachments attachments;

    ForgottenFiles(Attachments attachments) {
        this.attachments = attachments;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void forget(CustomerAnonymised customer) {
        attachments.forget(customer.ref());
    }
}
