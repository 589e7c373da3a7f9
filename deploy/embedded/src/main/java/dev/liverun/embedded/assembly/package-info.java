@NullMarked
package dev.liverun.embedded.assembly;

import org.jspecify.annotations.NullMarked;
