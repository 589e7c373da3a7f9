/** View of the sessions that are ACTIVE or PAUSED, and of what they look at. */
@NullMarked
package dev.liverun.health.session;

import org.jspecify.annotations.NullMarked;
