/** The few pages the gateway serves itself, and the headers that keep them safe. */
@NullMarked
package dev.liverun.gateway.page;

import org.jspecify.annotations.NullMarked;
