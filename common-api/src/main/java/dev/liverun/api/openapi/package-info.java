/** What the API document of every service says about the conventions. */
@NullMarked
package dev.liverun.api.openapi;

import org.jspecify.annotations.NullMarked;
