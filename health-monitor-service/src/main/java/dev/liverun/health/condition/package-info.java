/** What an answer must be like beside its status, and what is taken out of it. Plain Java. */
@NullMarked
package dev.liverun.health.condition;

import org.jspecify.annotations.NullMarked;
