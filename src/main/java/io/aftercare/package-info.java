/** Aftercare, the after-sales service desk. */
@NullMarked
package io.aftercare;

import org.jspecify.annotations.NullMarked;
