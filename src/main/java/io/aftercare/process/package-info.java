/** The engine ring: the only package that knows Camunda. Delegates and completions make one service call each. */
@NullMarked
package io.aftercare.process;

import org.jspecify.annotations.NullMarked;
