@NullMarked
package dev.liverun.embedded.unpack;

import org.jspecify.annotations.NullMarked;
