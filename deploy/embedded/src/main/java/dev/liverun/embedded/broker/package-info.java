@NullMarked
package dev.liverun.embedded.broker;

import org.jspecify.annotations.NullMarked;
