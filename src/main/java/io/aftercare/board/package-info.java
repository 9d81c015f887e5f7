/** What is due next, at risk and late over all tickets, live, and what a shift hands over (2-18, 3-11, E-12). */
@ApplicationModule(allowedDependencies = {"problem", "ticket", "security", "tracking", "calendar", "desk"})
@NullMarked
package io.aftercare.board;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
