/** Receive and register: from a first contact to a ticket with an owner. */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "notification",
            "tracking",
            "classification",
            "confirmation"
        })
@NullMarked
package io.aftercare.registration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
