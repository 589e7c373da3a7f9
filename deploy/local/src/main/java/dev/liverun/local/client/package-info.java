/** A client of the API, as anybody could write one. */
@NullMarked
package dev.liverun.local.client;

import org.jspecify.annotations.NullMarked;
