/** What a customer may ask for about himself, and how long we keep what we know of him (E-04). */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "notification",
            "tracking",
            "solution",
            "payment",
            "attachment",
            "desk"
        })
@NullMarked
package io.aftercare.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
