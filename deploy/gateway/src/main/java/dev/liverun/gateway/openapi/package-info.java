/** One OpenAPI document out of the services' own. */
@NullMarked
package dev.liverun.gateway.openapi;

import org.jspecify.annotations.NullMarked;
