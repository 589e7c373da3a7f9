package dev.liverun.health.stream;

import dev.liverun.api.live.LiveFeed;
import dev.liverun.api.live.LiveRequest;
import dev.liverun.api.live.LiveRoute;
import dev.liverun.api.live.LiveSink;
import dev.liverun.api.security.Roles;
import dev.liverun.health.board.Board;
import dev.liverun.health.board.BoardPage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /integrations/stream}: a snapshot of the board, then what changes on it; whichever replica made the checks. */
@ApplicationScoped
class BoardRoute implements LiveRoute {

    private final Board board;
    private final BoardHub hub;

    BoardRoute(Board board, BoardHub hub) {
        this.board = board;
        this.hub = hub;
    }

    @Override
    public String path() {
        return "/integrations/stream";
    }

    @Override
    public String role() {
        return Roles.VIEWER;
    }

    @Override
    public Uni<LiveFeed<?>> open(LiveRequest request) {
        return Uni.createFrom().item(new Feed());
    }

    private final class Feed implements LiveFeed<BoardChange> {

        private @Nullable LiveSink<BoardChange> sink;
        private long seen;

        @Override
        public Uni<Void> join(LiveSink<BoardChange> joined) {
            sink = joined;
            hub.add(joined);
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<List<String>> catchUp(boolean fresh) {
            long before = hub.cursor();
            return board.read().map(entries -> {
                seen = before;
                var snapshot = Buffer.buffer("{\"type\":\"snapshot\",\"cursor\":" + seen + ",\"totals\":"
                        + BoardPage.totals(entries) + ",\"items\":[");
                BoardPage.append(snapshot, entries);
                return List.of(snapshot.appendString("]}").toString());
            });
        }

        /** A change that came while the snapshot was made is told again: it says what the snapshot says. */
        @Override
        public @Nullable String message(BoardChange change) {
            return change.cursor() <= seen ? null : change.json();
        }

        @Override
        public void leave() {
            if (sink != null) {
                hub.remove(sink);
            }
        }
    }
}
