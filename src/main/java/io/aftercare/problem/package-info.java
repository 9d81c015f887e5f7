/** Everything that can be wrong with a request, told as RFC 9457 problem details. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.aftercare.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
