/** What a finished check changes, written in batches, and when the endpoint is due next. */
@NullMarked
package dev.liverun.health.recording;

import org.jspecify.annotations.NullMarked;
