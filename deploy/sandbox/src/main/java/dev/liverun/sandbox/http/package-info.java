/** What all stand-ins share: replies, refusals, the gate that applies faults, the request log, kept state. */
@NullMarked
package dev.liverun.sandbox.http;

import org.jspecify.annotations.NullMarked;
