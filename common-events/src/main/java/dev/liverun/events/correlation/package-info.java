@NullMarked
package dev.liverun.events.correlation;

import org.jspecify.annotations.NullMarked;
