package dev.liverun.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.runner.running.RunnerConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final UUID ENDPOINT = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final Lanes lanes = new Lanes(config());
    private final List<String> begun = new ArrayList<>();
    private final List<UniEmitter<? super String>> working = new ArrayList<>();

    @Test
    void onlySoManyTestsOfAnEndpointRunAtOnceAndTheOthersInTheirOrder() {
        enter(ENDPOINT, "a");
        enter(ENDPOINT, "b");
        enter(ENDPOINT, "c");
        enter(ENDPOINT, "d");
        enter(OTHER, "elsewhere");
        assertThat(begun).containsExactly("a", "b", "elsewhere");

        working.get(1).complete("b is done");
        assertThat(begun).containsExactly("a", "b", "elsewhere", "c");
        working.get(0).fail(new IllegalStateException("a broke off"));
        assertThat(begun).containsExactly("a", "b", "elsewhere", "c", "d");
    }

    @Test
    void roomThatNobodyWaitsForIsThereForTheNext() {
        enter(ENDPOINT, "a");
        enter(ENDPOINT, "b");
        working.forEach(one -> one.complete("done"));

        enter(ENDPOINT, "c");
        enter(ENDPOINT, "d");

        assertThat(begun).containsExactly("a", "b", "c", "d");
    }

    private void enter(UUID endpoint, String name) {
        lanes.through(endpoint, () -> {
                    begun.add(name);
                    return Uni.createFrom().<String>emitter(working::add);
                })
                .subscribe()
                .with(done -> {}, failure -> {});
    }

    /** Two at once. */
    private static RunnerConfig config() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(RunnerConfig.class)
                .withDefaultValue("liverun.runner.parallel-per-endpoint", "2")
                .build()
                .getConfigMapping(RunnerConfig.class);
    }
}
