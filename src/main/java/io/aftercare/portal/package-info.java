/** The page of a customer behind a tracking link; no account. */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "attachment",
            "conversation",
            "notification",
            "tracking",
            "solution",
            "payment",
            "confirmation",
            "callback",
            "survey"
        })
@NullMarked
package io.aftercare.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
