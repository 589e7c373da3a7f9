@NullMarked
package dev.liverun.embedded.junit;

import org.jspecify.annotations.NullMarked;
