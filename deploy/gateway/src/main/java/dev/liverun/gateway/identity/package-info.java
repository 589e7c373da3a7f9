/** Who is calling: bearer tokens, the browser's cookie, and what protects the cookie. */
@NullMarked
package dev.liverun.gateway.identity;

import org.jspecify.annotations.NullMarked;
