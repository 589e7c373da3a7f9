/** How the services are, at a glance. */
@NullMarked
package dev.liverun.gateway.services;

import org.jspecify.annotations.NullMarked;
