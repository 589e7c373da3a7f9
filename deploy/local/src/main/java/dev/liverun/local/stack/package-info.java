@NullMarked
package dev.liverun.local.stack;

import org.jspecify.annotations.NullMarked;
