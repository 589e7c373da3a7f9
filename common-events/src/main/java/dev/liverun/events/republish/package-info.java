@NullMarked
package dev.liverun.events.republish;

import org.jspecify.annotations.NullMarked;
