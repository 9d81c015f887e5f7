/** What people suggest beside a request: one inbox with clocks, and nobody is left without an answer (0-27 to 0-29). */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "notification",
            "tracking",
            "callback",
            "desk"
        })
@NullMarked
package io.aftercare.feedback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
