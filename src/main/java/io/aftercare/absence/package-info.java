/** Who is away and who stands in for him: entered, resolved, shown in task lists, and audited (L8). */
@ApplicationModule(allowedDependencies = {"problem", "ticket", "security", "notification", "transaction"})
@NullMarked
package io.aftercare.absence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
