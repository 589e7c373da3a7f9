/** The control API: faults, received requests. */
@NullMarked
package dev.liverun.sandbox.control;

import org.jspecify.annotations.NullMarked;
