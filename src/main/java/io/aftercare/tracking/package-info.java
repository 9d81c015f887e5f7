/** Clocks, service hours, promises, obstacles and escalations. */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "decision",
            "notification",
            "calendar",
            "transaction"
        })
@NullMarked
package io.aftercare.tracking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
