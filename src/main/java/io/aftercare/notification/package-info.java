/** Messages to customers and staff: rendered, written to the outbox, sent by a relay. */
@ApplicationModule(allowedDependencies = {"problem", "ticket", "customer", "security", "transaction"})
@NullMarked
package io.aftercare.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
