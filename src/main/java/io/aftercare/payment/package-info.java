/** What was promised is handed out exactly once, taken back only with a second signature, and told to the books. */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "notification",
            "tracking",
            "solution",
            "approval"
        })
@NullMarked
package io.aftercare.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
