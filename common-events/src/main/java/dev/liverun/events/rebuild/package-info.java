@NullMarked
package dev.liverun.events.rebuild;

import org.jspecify.annotations.NullMarked;
