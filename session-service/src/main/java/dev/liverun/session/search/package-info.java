/** Finding sessions. */
@NullMarked
package dev.liverun.session.search;

import org.jspecify.annotations.NullMarked;
