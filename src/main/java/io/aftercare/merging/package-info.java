/** Two tickets that are one matter, and one ticket that is two (L14). */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "security",
            "notification",
            "tracking",
            "registration",
            "solution",
            "payment",
            "attachment"
        })
@NullMarked
package io.aftercare.merging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
