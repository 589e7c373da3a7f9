/** Who is told of alarms, and the queue of what they are told. */
@NullMarked
package dev.liverun.health.receiver;

import org.jspecify.annotations.NullMarked;
