/** What this service knows of integration endpoints and their health; and the pauses they ask for. */
@NullMarked
package dev.liverun.runner.endpoints;

import org.jspecify.annotations.NullMarked;
