/** Standard operating procedure at each human task: what has to be looked at, and what was (2-06, E-13). */
@ApplicationModule(allowedDependencies = {"problem", "ticket", "security"})
@NullMarked
package io.aftercare.checklist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
