/** What the gateway itself answers when it cannot pass a request on: RFC 9457 documents of the services' form. */
@NullMarked
package dev.liverun.gateway.problem;

import org.jspecify.annotations.NullMarked;
