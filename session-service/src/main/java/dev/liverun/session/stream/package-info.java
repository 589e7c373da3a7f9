/** The WebSocket {@code /stream}: a snapshot, then each entry of the timelines as it comes. */
@NullMarked
package dev.liverun.session.stream;

import org.jspecify.annotations.NullMarked;
