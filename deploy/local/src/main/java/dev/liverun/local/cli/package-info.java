@NullMarked
package dev.liverun.local.cli;

import org.jspecify.annotations.NullMarked;
