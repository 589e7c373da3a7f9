/** Passes HTTP requests on and answers back, streaming both ways. */
@NullMarked
package dev.liverun.gateway.proxy;

import org.jspecify.annotations.NullMarked;
