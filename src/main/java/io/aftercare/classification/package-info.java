/** Classify and prioritise; change of priority and transfer later on. */
@ApplicationModule(
        allowedDependencies = {"problem", "ticket", "customer", "security", "decision", "notification", "tracking"})
@NullMarked
package io.aftercare.classification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
