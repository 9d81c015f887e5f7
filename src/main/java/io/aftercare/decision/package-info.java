/** Port to the decision tables (DMN) that process owners edit. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.aftercare.decision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
