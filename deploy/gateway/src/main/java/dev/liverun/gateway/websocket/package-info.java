/** Passes WebSockets on, frame by frame. */
@NullMarked
package dev.liverun.gateway.websocket;

import org.jspecify.annotations.NullMarked;
