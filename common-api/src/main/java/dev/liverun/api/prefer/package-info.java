/** {@code Prefer: wait=N} (RFC 7240). */
@NullMarked
package dev.liverun.api.prefer;

import org.jspecify.annotations.NullMarked;
