package dev.liverun.events;

import dev.liverun.events.inbox.Inbox;
import io.quarkus.test.Mock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The inbox, which the test of the tests can switch off. */
@Mock
@ApplicationScoped
public class SwitchableInbox extends Inbox {

    static volatile boolean off;

    @Override
    public Uni<List<Event<?>>> firstTime(String consumer, List<Event<?>> events, SqlConnection transaction) {
        return off ? Uni.createFrom().item(events) : super.firstTime(consumer, events, transaction);
    }
}
