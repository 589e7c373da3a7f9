/** What a wish to run tests comes to: which tests, with which data, what they would send, what somebody agreed to. */
@NullMarked
package dev.liverun.runner.planning;

import org.jspecify.annotations.NullMarked;
