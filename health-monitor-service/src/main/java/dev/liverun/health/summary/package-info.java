/** The health of an endpoint in a few fields, as lists and boards show it. */
@NullMarked
package dev.liverun.health.summary;

import org.jspecify.annotations.NullMarked;
