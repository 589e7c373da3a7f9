/** How sessions come out over time. */
@NullMarked
package dev.liverun.session.trends;

import org.jspecify.annotations.NullMarked;
