package dev.liverun.api.notes;

import dev.liverun.api.live.LiveFeed;
import dev.liverun.api.live.LiveRequest;
import dev.liverun.api.live.LiveRoute;
import dev.liverun.api.live.LiveSink;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** News about notes, told by a test. */
@ApplicationScoped
public class NewsRoute implements LiveRoute {

    private final Set<LiveSink<String>> readers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger told = new AtomicInteger();

    @Override
    public String path() {
        return "/notes/:topic/news";
    }

    @Override
    public String role() {
        return Roles.TESTER;
    }

    @Override
    public Uni<LiveFeed<String>> open(LiveRequest request) {
        var topic = request.pathParameter("topic");
        return topic.equals("unknown")
                ? Uni.createFrom().failure(new NotFound("topic", topic))
                : Uni.createFrom()
                        .item(new News(topic + " for " + request.caller().subject()));
    }

    public void tell(String news) {
        told.incrementAndGet();
        readers.forEach(reader -> reader.offer(news));
    }

    public int readers() {
        return readers.size();
    }

    private final class News implements LiveFeed<String> {

        private final String topic;
        private LiveSink<String> sink;

        private News(String topic) {
            this.topic = topic;
        }

        @Override
        public Uni<Void> join(LiveSink<String> joined) {
            sink = joined;
            readers.add(joined);
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<List<String>> catchUp(boolean fresh) {
            return Uni.createFrom()
                    .item(() ->
                            List.of("{\"type\":\"snapshot\",\"topic\":\"" + topic + "\",\"told\":" + told.get() + "}"));
        }

        @Override
        public String message(String news) {
            return "{\"type\":\"news\",\"text\":\"" + news + "\"}";
        }

        @Override
        public void leave() {
            readers.remove(sink);
        }
    }
}
