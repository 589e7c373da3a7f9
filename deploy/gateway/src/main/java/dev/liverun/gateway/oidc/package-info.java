/** Signing in at an OpenID Connect provider by the authorization code flow, when one is configured. */
@NullMarked
package dev.liverun.gateway.oidc;

import org.jspecify.annotations.NullMarked;
