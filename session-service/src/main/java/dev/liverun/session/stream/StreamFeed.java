package dev.liverun.session.stream;

import dev.liverun.api.live.LiveFeed;
import dev.liverun.api.live.LiveSink;
import dev.liverun.session.stream.Entries.Entry;
import dev.liverun.session.stream.StreamSnapshots.Snapshot;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One reader's stream. It remembers how far it has told each timeline, so that nothing is told twice or left out. */
class StreamFeed implements LiveFeed<Entries> {

    private final StreamRequest request;
    private final StreamHub hub;
    private final StreamRepository timelines;
    private final StreamSnapshots snapshots;
    private final int resume;
    private final Map<UUID, Long> told = new HashMap<>();
    private @Nullable LiveSink<Entries> sink;

    StreamFeed(
            StreamRequest request,
            StreamHub hub,
            StreamRepository timelines,
            StreamSnapshots snapshots,
            StreamConfig config) {
        this.request = request;
        this.hub = hub;
        this.timelines = timelines;
        this.snapshots = snapshots;
        this.resume = config.resume();
    }

    @Override
    public Uni<Void> join(LiveSink<Entries> reader) {
        sink = reader;
        return request.sessionId() == null ? hub.followAll(reader) : hub.follow(request.sessionId(), reader);
    }

    @Override
    public Uni<List<String>> catchUp(boolean fresh) {
        var cursor = request.cursor();
        if (cursor == null || fresh) {
            return snapshot(fresh ? "behind" : "opened");
        }
        return missed(cursor)
                .chain(missed -> missed == null
                        ? snapshot("cursor-too-old")
                        : Uni.createFrom()
                                .item(missed.stream()
                                        .map(this::message)
                                        .filter(Objects::nonNull)
                                        .toList()));
    }

    /** Null when it is too much, or the cursor is from somewhere else. */
    private Uni<@Nullable List<Entries>> missed(long cursor) {
        var sessionId = request.sessionId();
        if (sessionId == null) {
            return timelines
                    .horizon()
                    .chain(now -> cursor > now
                            ? Uni.createFrom().nullItem()
                            : timelines
                                    .afterHorizon(cursor, resume + 1)
                                    .map(missed -> Entries.inTurn(missed, cursor))
                                    .map(this::unlessTooMuch));
        }
        told.put(sessionId, cursor);
        return timelines
                .position(sessionId)
                .chain(last -> cursor > last
                        ? Uni.createFrom().nullItem()
                        : timelines.after(sessionId, cursor, resume + 1).map(this::unlessTooMuch));
    }

    private @Nullable List<Entries> unlessTooMuch(List<Entries> missed) {
        return missed.stream().mapToInt(one -> one.entries().size()).sum() > resume ? null : missed;
    }

    private Uni<List<String>> snapshot(String reason) {
        var sessionId = request.sessionId();
        Uni<Snapshot> made =
                sessionId == null ? snapshots.ofAll(reason) : snapshots.of(sessionId, request.kinds(), reason);
        return made.map(snapshot -> {
            told.clear();
            told.putAll(snapshot.positions());
            return List.of(snapshot.message());
        });
    }

    @Override
    public @Nullable String message(Entries news) {
        if (news.entries().isEmpty()) {
            return "{\"type\":\"purged\",\"session_id\":\"" + news.sessionId() + "\"}";
        }
        long before = told.getOrDefault(news.sessionId(), 0L);
        if (news.lastPosition() <= before) {
            return null;
        }
        told.put(news.sessionId(), news.lastPosition());
        var wanted = news.entries().stream()
                .filter(entry -> entry.position() > before && request.wants(entry))
                .map(Entry::json)
                .collect(Collectors.joining(",", "[", "]"));
        if (wanted.length() == 2) {
            return null;
        }
        var cursor = request.sessionId() == null
                ? StreamRequest.cursorOverAll(news.horizon())
                : Long.toString(news.lastPosition());
        return "{\"type\":\"delta\",\"session_id\":\"" + news.sessionId() + "\",\"cursor\":\"" + cursor
                + "\",\"entries\":" + wanted + "}";
    }

    @Override
    public void leave() {
        if (sink != null) {
            hub.leave(sink);
        }
    }
}
