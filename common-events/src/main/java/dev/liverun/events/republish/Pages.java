package dev.liverun.events.republish;

import dev.liverun.events.Event;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Events page by page. */
@FunctionalInterface
public interface Pages {

    /** The next ones; none is the end. Not to be called again before it has answered. */
    Uni<? extends List<? extends Event<?>>> next();

    /**
     * Pages by a key that grows.
     *
     * @param key of an event
     * @param after the events whose key is greater than the given one, in the key's order
     */
    static Pages by(Function<Event<?>, UUID> key, Function<UUID, Uni<? extends List<? extends Event<?>>>> after) {
        var last = new AtomicReference<>(new UUID(0, 0));
        return () -> after.apply(last.get()).invoke(page -> {
            if (!page.isEmpty()) {
                last.set(key.apply(page.get(page.size() - 1)));
            }
        });
    }

    /** These, and then those of {@code others}. */
    default Pages then(Pages others) {
        var over = new AtomicBoolean();
        return () -> over.get()
                ? others.next()
                : next().chain(page -> {
                    if (!page.isEmpty()) {
                        return Uni.createFrom().item(page);
                    }
                    over.set(true);
                    return others.next();
                });
    }
}
