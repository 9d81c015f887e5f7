/** Open human tasks of the caller: port to the engine and its HTTP calls. */
@ApplicationModule(allowedDependencies = {"problem", "ticket", "security"})
@NullMarked
package io.aftercare.worklist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
