/** All endpoints with their confirmed status, at a glance. */
@NullMarked
package dev.liverun.health.board;

import org.jspecify.annotations.NullMarked;
