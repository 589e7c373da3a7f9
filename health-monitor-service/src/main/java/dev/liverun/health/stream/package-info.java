/** The board as it changes, over a WebSocket. */
@NullMarked
package dev.liverun.health.stream;

import org.jspecify.annotations.NullMarked;
