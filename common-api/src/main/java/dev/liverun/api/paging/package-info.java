/** Keyset pages: {@code {"items": [...], "next_cursor": …}}, {@code limit}, {@code cursor} and the {@code Link} header. */
@NullMarked
package dev.liverun.api.paging;

import org.jspecify.annotations.NullMarked;
