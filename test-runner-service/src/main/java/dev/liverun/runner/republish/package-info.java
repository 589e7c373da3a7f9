/** What is told once more, for views that are made anew. */
@NullMarked
package dev.liverun.runner.republish;

import org.jspecify.annotations.NullMarked;
