/** What this service knows of feedback: the known issue behind a failed test. */
@NullMarked
package dev.liverun.runner.feedback;

import org.jspecify.annotations.NullMarked;
