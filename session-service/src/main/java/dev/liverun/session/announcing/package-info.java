/** Tells what happened to sessions, in the transaction in which it happens. */
@NullMarked
package dev.liverun.session.announcing;

import org.jspecify.annotations.NullMarked;
