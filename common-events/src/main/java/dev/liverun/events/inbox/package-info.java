@NullMarked
package dev.liverun.events.inbox;

import org.jspecify.annotations.NullMarked;
