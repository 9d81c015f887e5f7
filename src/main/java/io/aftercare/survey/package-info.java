/** Survey templates, invitations, answers and what they say: of a ticket by name, of a campaign without (issue 4, 9). */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "notification",
            "callback",
            "feedback",
            "desk"
        })
@NullMarked
package io.aftercare.survey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
