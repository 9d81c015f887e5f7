/** What staff look at: ticket search, the ticket page, the start page. */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "attachment",
            "entitlement",
            "notification",
            "tracking",
            "registration",
            "classification",
            "solution",
            "approval",
            "absence",
            "execution",
            "payment",
            "confirmation",
            "callback",
            "worklist",
            "checklist",
            "conversation",
            "attachment"
        })
@NullMarked
package io.aftercare.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
