/** Malformed input for every endpoint of the API, made from its own description (R12). */
@NullMarked
package io.aftercare.fuzz;

import org.jspecify.annotations.NullMarked;
