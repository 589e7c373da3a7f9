/** Integration endpoints and their health. Each package below is one feature. */
@NullMarked
package dev.liverun.health;

import org.jspecify.annotations.NullMarked;
