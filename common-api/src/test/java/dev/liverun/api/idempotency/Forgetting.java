package dev.liverun.api.idempotency;

import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;

/** Runs the scheduled clean-up now. */
public final class Forgetting {

    private Forgetting() {}

    public static Uni<Void> now() {
        return Arc.container().instance(IdempotencyKeys.class).get().forgetExpired();
    }
}
