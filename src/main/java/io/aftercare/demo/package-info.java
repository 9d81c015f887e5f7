/** Profile demo only: users, customers, orders, the movable clock, the messages sent. */
@NullMarked
package io.aftercare.demo;

import org.jspecify.annotations.NullMarked;
