/** Results of other tools: read, and made part of a session. */
@NullMarked
package dev.liverun.runner.imports;

import org.jspecify.annotations.NullMarked;
