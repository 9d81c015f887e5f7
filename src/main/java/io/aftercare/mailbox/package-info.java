/** Mail from customers: fetched, stored, read, threaded, and handed to the one door for what customers send. */
@ApplicationModule(
        allowedDependencies = {"problem", "ticket", "customer", "security", "notification", "attachment", "conversation"
        })
@NullMarked
package io.aftercare.mailbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
