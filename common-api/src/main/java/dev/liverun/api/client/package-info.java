/** What every call to a sibling service carries. */
@NullMarked
package dev.liverun.api.client;

import org.jspecify.annotations.NullMarked;
