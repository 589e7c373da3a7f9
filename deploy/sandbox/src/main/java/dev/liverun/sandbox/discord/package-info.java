/** Discord's public API v10: OAuth2 and the current user. */
@NullMarked
package dev.liverun.sandbox.discord;

import org.jspecify.annotations.NullMarked;
