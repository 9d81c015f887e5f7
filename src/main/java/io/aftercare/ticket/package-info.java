/** The core: a customer's ticket, its status, its timeline and the port to the process that holds its position. */
@ApplicationModule(allowedDependencies = {"problem", "transaction"})
@NullMarked
package io.aftercare.ticket;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
