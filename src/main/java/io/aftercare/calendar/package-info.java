/** When service is given: weeks, holidays, make-up working days and seasons as data, and the counting of their time. */
@ApplicationModule(allowedDependencies = {"problem", "security", "transaction"})
@NullMarked
package io.aftercare.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
