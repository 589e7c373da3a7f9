/** What came back, and whether it is what was expected. */
@NullMarked
package dev.liverun.runner.engine.asserting;

import org.jspecify.annotations.NullMarked;
