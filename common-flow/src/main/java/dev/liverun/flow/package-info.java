/** Long things piece by piece: files, exports, listings. */
@NullMarked
package dev.liverun.flow;

import org.jspecify.annotations.NullMarked;
