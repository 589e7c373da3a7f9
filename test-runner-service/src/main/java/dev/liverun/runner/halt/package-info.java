/** The kill switch. */
@NullMarked
package dev.liverun.runner.halt;

import org.jspecify.annotations.NullMarked;
