/** Who is calling, and what their role allows. */
@NullMarked
package dev.liverun.api.security;

import org.jspecify.annotations.NullMarked;
