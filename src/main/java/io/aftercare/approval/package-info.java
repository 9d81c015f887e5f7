/** The gates that ask the right manager before money is promised. */
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
            "absence",
            "worklist"
        })
@NullMarked
package io.aftercare.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
