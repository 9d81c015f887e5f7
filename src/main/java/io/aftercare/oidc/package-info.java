/** Login by OpenID Connect, on top of the table login and only under the profile {@code oidc} (issue 5.6, ADR 0016). */
@ApplicationModule(allowedDependencies = {"security"})
@NullMarked
package io.aftercare.oidc;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
