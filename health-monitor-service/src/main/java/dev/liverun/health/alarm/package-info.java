/** What people should know about at once: one cause, one alarm, until it is over. */
@NullMarked
package dev.liverun.health.alarm;

import org.jspecify.annotations.NullMarked;
