/** Work that belongs to no request. */
@NullMarked
package dev.liverun.runner.background;

import org.jspecify.annotations.NullMarked;
