/** The only package that knows the GitHub client: what we ask, in our own words, and what its answers mean. */
@NullMarked
package dev.liverun.feedback.github.client;

import org.jspecify.annotations.NullMarked;
