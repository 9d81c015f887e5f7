/** Customers, their orders and the port to an order system. */
@ApplicationModule(allowedDependencies = {"problem", "ticket"})
@NullMarked
package io.aftercare.customer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
