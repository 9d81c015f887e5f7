/** Files that customers, colleagues and mails bring to a ticket: whose content nobody has to trust. */
@ApplicationModule(allowedDependencies = {"problem", "ticket", "security"})
@NullMarked
package io.aftercare.attachment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
