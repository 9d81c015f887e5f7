/** What law, warranty or contract gives a customer, as a table that process owners edit says it (E-01). */
@ApplicationModule(allowedDependencies = {"problem", "ticket", "customer", "decision"})
@NullMarked
package io.aftercare.entitlement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
