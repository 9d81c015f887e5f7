/** What whoever runs Aftercare looks at: figures of the whole house, incidents, and requests that can be followed in logs. */
@ApplicationModule(
        allowedDependencies = {"problem", "ticket", "security", "notification", "tracking", "mailbox", "desk"})
@NullMarked
package io.aftercare.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
