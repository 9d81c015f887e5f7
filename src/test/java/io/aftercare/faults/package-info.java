/** Breaks the packaged program on purpose, and judges what is left by what its clients were promised. */
@NullMarked
package io.aftercare.faults;

import org.jspecify.annotations.NullMarked;
