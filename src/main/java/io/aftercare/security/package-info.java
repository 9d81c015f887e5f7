/** Who is there and what he may do: one login for pages, API and Tasklist. */
@ApplicationModule(allowedDependencies = {"problem"})
@NullMarked
package io.aftercare.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
