/** Asks the owner of something once, when it is not known here yet. */
@NullMarked
package dev.liverun.runner.peers;

import org.jspecify.annotations.NullMarked;
