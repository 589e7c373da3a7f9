/** The kill switch as every service knows it: whether outgoing calls are halted. */
@NullMarked
package dev.liverun.events.halt;

import org.jspecify.annotations.NullMarked;
