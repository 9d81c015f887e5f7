/** Carry the solution out: repair, returns, payment, other work. */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "notification",
            "tracking",
            "solution",
            "approval",
            "payment"
        })
@NullMarked
package io.aftercare.execution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
