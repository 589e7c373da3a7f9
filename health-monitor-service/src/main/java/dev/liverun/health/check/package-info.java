/** One check: the request that is made, and what its outcome says about the endpoint. Plain Java. */
@NullMarked
package dev.liverun.health.check;

import org.jspecify.annotations.NullMarked;
