/** Which headers go on to a service, over HTTP and at a WebSocket's upgrade alike. */
@NullMarked
package dev.liverun.gateway.headers;

import org.jspecify.annotations.NullMarked;
