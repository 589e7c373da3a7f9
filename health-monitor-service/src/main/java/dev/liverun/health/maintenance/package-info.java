/** Times at which nobody expects an endpoint to work. */
@NullMarked
package dev.liverun.health.maintenance;

import org.jspecify.annotations.NullMarked;
