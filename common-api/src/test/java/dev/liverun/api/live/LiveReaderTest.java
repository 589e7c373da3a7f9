package dev.liverun.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveReaderTest {

    private static final int LIMIT = 3;

    private final PipeLine line = new PipeLine();
    private final NumberFeed feed = new NumberFeed();
    private final List<String> behind = new ArrayList<>();
    private final LiveReader<Integer> reader = new LiveReader<>(feed, line, LIMIT, () -> behind.add("behind"));

    @Test
    void aReaderGetsASnapshotAndThenEachChange() {
        start();
        offer(1, 2);
        assertThat(line.written).containsExactly("snapshot", "1", "2");
    }

    @Test
    void whatHappensWhileTheSnapshotIsMadeFollowsIt() {
        reader.start();
        offer(1, 2);
        feed.snapshotIsMade();
        assertThat(line.written).containsExactly("snapshot", "1", "2");
    }

    @Test
    void whatTheFeedHasNothingToSayAboutIsLeftOut() {
        start();
        offer(1, NumberFeed.UNWANTED, 2);
        assertThat(line.written).containsExactly("snapshot", "1", "2");
    }

    @Test
    void changesWaitForAFullLineInTheirOrder() {
        start();
        line.full = true;
        offer(1, 2, 3);
        line.full = false;
        reader.drained();
        offer(4);
        assertThat(line.written).containsExactly("snapshot", "1", "2", "3", "4");
    }

    @Test
    void whoHasTooMuchWaitingGetsASnapshotInsteadOnceTheyHaveReadOn() {
        start();
        line.full = true;
        IntStream.rangeClosed(1, LIMIT + 100).forEach(this::offer);
        assertThat(line.written).containsExactly("snapshot");
        line.full = false;
        reader.drained();
        feed.snapshotIsMade();
        offer(500);
        assertThat(line.written).containsExactly("snapshot", "fresh snapshot", "500");
        assertThat(behind).hasSize(1);
    }

    @Test
    void tooMuchWhileASnapshotIsMadeTakesAnotherOne() {
        reader.start();
        IntStream.rangeClosed(1, LIMIT + 1).forEach(this::offer);
        feed.snapshotIsMade();
        feed.snapshotIsMade();
        offer(9);
        assertThat(line.written).containsExactly("snapshot", "fresh snapshot", "9");
    }

    @Test
    void whoHasGoneIsToldNothingAndLeavesTheFeedOnce() {
        start();
        reader.gone();
        reader.gone();
        offer(1);
        assertThat(line.written).containsExactly("snapshot");
        assertThat(feed.left).isEqualTo(1);
    }

    @Test
    void aFailureClosesTheLineSoThatTheReaderConnectsAgain() {
        reader.start();
        feed.snapshotFails();
        assertThat(line.closed).isEqualTo(CloseCode.FAILED);
    }

    private void start() {
        reader.start();
        feed.snapshotIsMade();
    }

    private void offer(int... changes) {
        IntStream.of(changes).forEach(reader::offer);
    }

    private static final class PipeLine implements LiveReader.Line {

        final List<String> written = new ArrayList<>();
        boolean full;
        CloseCode closed;

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void write(String message) {
            written.add(message);
        }

        @Override
        public void close(CloseCode why) {
            closed = why;
        }

        @Override
        public void execute(Runnable work) {
            work.run();
        }
    }

    private static final class NumberFeed implements LiveFeed<Integer> {

        static final int UNWANTED = -1;

        private UniEmitter<? super List<String>> making;
        private String snapshot;
        int left;

        @Override
        public Uni<Void> join(LiveSink<Integer> sink) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<List<String>> catchUp(boolean fresh) {
            snapshot = fresh ? "fresh snapshot" : "snapshot";
            return Uni.createFrom().emitter(emitter -> making = emitter);
        }

        @Override
        public String message(Integer change) {
            return change == UNWANTED ? null : change.toString();
        }

        @Override
        public void leave() {
            left++;
        }

        void snapshotIsMade() {
            making.complete(List.of(snapshot));
        }

        void snapshotFails() {
            making.fail(new IllegalStateException("no database"));
        }
    }
}
