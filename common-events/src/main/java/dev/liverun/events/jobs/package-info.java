/** Work in the background that any replica can do and one does at a time. */
@NullMarked
package dev.liverun.events.jobs;

import org.jspecify.annotations.NullMarked;
