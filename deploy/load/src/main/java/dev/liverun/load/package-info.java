/** Benchmarks. Each prints what it measured beside something bare that does the same, in one run. */
@NullMarked
package dev.liverun.load;

import org.jspecify.annotations.NullMarked;
