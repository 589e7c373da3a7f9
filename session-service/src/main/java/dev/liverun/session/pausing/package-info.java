/** How long pauses may last, and what follows from them. */
@NullMarked
package dev.liverun.session.pausing;

import org.jspecify.annotations.NullMarked;
