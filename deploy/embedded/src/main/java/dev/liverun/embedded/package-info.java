@NullMarked
package dev.liverun.embedded;

import org.jspecify.annotations.NullMarked;
