/** What tests gave (specification: TestResult). */
@NullMarked
package dev.liverun.runner.results;

import org.jspecify.annotations.NullMarked;
