/** The record of what steps are about to change outside, and how it was taken back. */
@NullMarked
package dev.liverun.runner.intents;

import org.jspecify.annotations.NullMarked;
