/** JSON that this service keeps in its own text columns. */
@NullMarked
package dev.liverun.health.stored;

import org.jspecify.annotations.NullMarked;
