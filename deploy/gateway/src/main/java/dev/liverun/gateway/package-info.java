/** The one door to Liverun: routes, protects and explains the services behind it, and knows nothing of their business. */
@NullMarked
package dev.liverun.gateway;

import org.jspecify.annotations.NullMarked;
