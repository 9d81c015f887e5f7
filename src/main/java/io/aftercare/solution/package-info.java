/** Propose a solution with its compensation lines, review it legally, tell the customer, record his agreement. */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "decision",
            "entitlement",
            "notification",
            "tracking",
            "classification"
        })
@NullMarked
package io.aftercare.solution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
