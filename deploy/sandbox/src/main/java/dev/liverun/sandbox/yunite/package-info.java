/** Yunite's public API v3: account links. */
@NullMarked
package dev.liverun.sandbox.yunite;

import org.jspecify.annotations.NullMarked;
