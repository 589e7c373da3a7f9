/** {@code ETag}, {@code If-Match} and {@code If-None-Match} (RFC 9110, section 13) from an entity's version. */
@NullMarked
package dev.liverun.api.conditional;

import org.jspecify.annotations.NullMarked;
