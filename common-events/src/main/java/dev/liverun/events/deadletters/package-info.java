@NullMarked
package dev.liverun.events.deadletters;

import org.jspecify.annotations.NullMarked;
