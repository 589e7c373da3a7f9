/** What can be set. */
@NullMarked
package dev.liverun.gateway.config;

import org.jspecify.annotations.NullMarked;
