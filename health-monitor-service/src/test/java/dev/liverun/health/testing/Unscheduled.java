package dev.liverun.health.testing;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;

/** What a class of tests has registered is checked no more once it is over: its targets are gone, and the next has its own. */
public class Unscheduled implements QuarkusTestAfterAllCallback {

    @Override
    public void afterAll(QuarkusTestContext over) {
        Arc.container()
                .instance(Pool.class)
                .get()
                .query("update check_schedule set active = false, owner = null, epoch = epoch + 1 where active")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
