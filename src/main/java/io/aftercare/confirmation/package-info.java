/** The customer confirms or disputes the result; cancellation and reopening. */
@ApplicationModule(
        allowedDependencies = {"problem", "ticket", "customer", "security", "notification", "tracking", "solution"})
@NullMarked
package io.aftercare.confirmation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
