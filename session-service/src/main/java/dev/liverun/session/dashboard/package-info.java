/** All sessions at a glance. */
@NullMarked
package dev.liverun.session.dashboard;

import org.jspecify.annotations.NullMarked;
