/** Integrations as this service knows them. */
@NullMarked
package dev.liverun.session.integrations;

import org.jspecify.annotations.NullMarked;
