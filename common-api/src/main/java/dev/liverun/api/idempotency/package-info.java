/** {@code Idempotency-Key}: a creation that is asked for twice happens once and answers twice. */
@NullMarked
package dev.liverun.api.idempotency;

import org.jspecify.annotations.NullMarked;
