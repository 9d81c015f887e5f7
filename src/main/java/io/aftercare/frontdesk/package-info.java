/** Where staff meet the customer: his page, the ringing phone, and what may be the same matter or the same person. */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "registration",
            "confirmation",
            "notification",
            "tracking",
            "merging",
            "desk"
        })
@NullMarked
package io.aftercare.frontdesk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
