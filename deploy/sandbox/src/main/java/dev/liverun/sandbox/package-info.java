/** One small process with stand-ins that speak the protocols of the integrations and of GitHub. */
@NullMarked
package dev.liverun.sandbox;

import org.jspecify.annotations.NullMarked;
