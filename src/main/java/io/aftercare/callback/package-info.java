/** The call and the survey after the fix, the follow-up of bad answers, the archive. */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "decision",
            "notification",
            "tracking",
            "solution",
            "confirmation"
        })
@NullMarked
package io.aftercare.callback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
