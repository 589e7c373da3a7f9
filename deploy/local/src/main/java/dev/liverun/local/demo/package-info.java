@NullMarked
package dev.liverun.local.demo;

import org.jspecify.annotations.NullMarked;
