/** One way to read and write JSON in every API. */
@NullMarked
package dev.liverun.api.json;

import org.jspecify.annotations.NullMarked;
