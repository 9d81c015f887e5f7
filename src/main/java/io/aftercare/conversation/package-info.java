/** What customer and house say to each other on a ticket, whatever the channel (0-10, 3-06, 3-08). */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "ticket",
            "customer",
            "security",
            "notification",
            "tracking",
            "registration",
            "confirmation",
            "attachment"
        })
@NullMarked
package io.aftercare.conversation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
