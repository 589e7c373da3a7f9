/** An endpoint as people describe it: what is asked for, what is valid, what it becomes. */
@NullMarked
package dev.liverun.health.definition;

import org.jspecify.annotations.NullMarked;
