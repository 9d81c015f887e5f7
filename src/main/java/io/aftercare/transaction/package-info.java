/** What belongs to one database transaction and ends with it. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.aftercare.transaction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
