/** Who is at fault for a failure: rules with an id, on evidence. Plain Java. */
@NullMarked
package dev.liverun.runner.failure;

import org.jspecify.annotations.NullMarked;
