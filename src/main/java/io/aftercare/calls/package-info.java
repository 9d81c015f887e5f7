/** Whom to call now, with what to say, and what came of it (issue 4, 8; 4-16). */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "tracking",
            "solution",
            "callback",
            "worklist",
            "survey",
            "desk"
        })
@NullMarked
package io.aftercare.calls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
