/**
 * Chats, apps, shops and marketplaces (0-10, 3-06, 3-10): what they bring comes in by one signed call, what happens
 * leaves by signed webhooks. A bridge to one of them needs to know nothing else of us.
 */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "security",
            "ticket",
            "customer",
            "notification",
            "conversation",
            "attachment",
            "desk",
            "transaction"
        })
@NullMarked
package io.aftercare.channel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
