/** Sessions whose time to be kept is over. */
@NullMarked
package dev.liverun.session.retention;

import org.jspecify.annotations.NullMarked;
