/** The confirmed status of an endpoint: M of N checks make it fall, M of N make it rise. Plain Java. */
@NullMarked
package dev.liverun.health.confirmed;

import org.jspecify.annotations.NullMarked;
