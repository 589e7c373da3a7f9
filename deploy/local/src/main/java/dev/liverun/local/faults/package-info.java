/** Breaking a local stack on purpose, and holding what it promised against what it has. */
@NullMarked
package dev.liverun.local.faults;

import org.jspecify.annotations.NullMarked;
