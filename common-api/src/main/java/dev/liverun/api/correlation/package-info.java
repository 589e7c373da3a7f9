/** Gives every request its correlation id. */
@NullMarked
package dev.liverun.api.correlation;

import org.jspecify.annotations.NullMarked;
