/** The five integrations that Liverun knows, ready to be registered. */
@NullMarked
package dev.liverun.health.preset;

import org.jspecify.annotations.NullMarked;
