/** What is kept of requests and answers: without secrets, within limits, as JSON that PostgreSQL can store. */
@NullMarked
package dev.liverun.runner.recording;

import org.jspecify.annotations.NullMarked;
