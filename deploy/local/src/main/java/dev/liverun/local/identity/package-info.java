@NullMarked
package dev.liverun.local.identity;

import org.jspecify.annotations.NullMarked;
