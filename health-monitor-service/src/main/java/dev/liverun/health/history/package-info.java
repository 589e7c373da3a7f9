/** Checks that were made: the latest, the history, the trend; and a check on request. */
@NullMarked
package dev.liverun.health.history;

import org.jspecify.annotations.NullMarked;
