/** How much one caller may ask for. */
@NullMarked
package dev.liverun.gateway.limits;

import org.jspecify.annotations.NullMarked;
