/** The kill switch. */
@NullMarked
package dev.liverun.health.halt;

import org.jspecify.annotations.NullMarked;
