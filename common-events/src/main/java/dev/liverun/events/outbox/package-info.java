@NullMarked
package dev.liverun.events.outbox;

import org.jspecify.annotations.NullMarked;
