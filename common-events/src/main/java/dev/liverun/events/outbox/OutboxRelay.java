package dev.liverun.events.outbox;

import dev.liverun.events.EventsConfig;
import dev.liverun.events.outbox.OutboxTable.Waiting;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings the outbox to Kafka: reads in the order of row ids, sends, deletes the acknowledged prefix.
 *
 * <p>Any number of replicas may run one; the one that holds the database's advisory lock works. The lock belongs to a
 * connection, so it is free as soon as its holder is gone. No transaction is open while Kafka is awaited. The promise:
 * nothing committed is lost, and the <em>first</em> occurrences of an aggregate's events arrive in their order; after a
 * failure events may come again.
 *
 * <pre>
 *   LOCKING ──locked──▶ READING ──rows──▶ SENDING ──acknowledged──▶ DELETING ──┐
 *      ▲                 │   ▲                                                 │
 *      │        no rows: wait for a wake-up or the poll ◀──────────────────────┘
 *      └── any failure: forget producer and connection, wait {@code retry}
 * </pre>
 *
 * All state is confined to one Vert.x context.
 */
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final Pool pool;
    private final OutboxTable table;
    private final EventSender sender;
    private final EventsConfig.Relay config;
    private final RelayMetrics metrics;
    private final Vertx vertx;
    private final Context context;
    private final AtomicBoolean wakeUpPending = new AtomicBoolean();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private @Nullable SqlConnection connection;
    private boolean idle;
    private boolean woken;
    private long timer = -1;
    private boolean stopping;
    private boolean failing;

    OutboxRelay(
            Vertx vertx,
            Pool pool,
            OutboxTable table,
            EventSender sender,
            EventsConfig.Relay config,
            RelayMetrics metrics) {
        this.vertx = vertx;
        this.pool = pool;
        this.table = table;
        this.sender = sender;
        this.config = config;
        this.metrics = metrics;
        this.context = vertx.getOrCreateContext();
    }

    void start() {
        context.runOnContext(ignored -> lock());
    }

    /** Finishes the batch at hand, then lets go of the lock. */
    CompletionStage<Void> stop() {
        context.runOnContext(ignored -> {
            stopping = true;
            if (idle) {
                vertx.cancelTimer(timer);
                proceed();
            }
        });
        return stopped;
    }

    /** Looks at the outbox now. From any thread. */
    void wake() {
        if (wakeUpPending.compareAndSet(false, true)) {
            context.runOnContext(ignored -> {
                wakeUpPending.set(false);
                if (idle && connection != null) {
                    vertx.cancelTimer(timer);
                    proceed();
                } else {
                    woken = true;
                }
            });
        }
    }

    private void proceed() {
        idle = false;
        if (stopping) {
            release(() -> stopped.complete(null));
        } else if (connection == null) {
            lock();
        } else {
            relayBatch(connection);
        }
    }

    private void lock() {
        pool.getConnection()
                .subscribe()
                .with(
                        opened -> onContext(() -> lock(opened)),
                        failure -> onContext(() -> {
                            failed(failure);
                        }));
    }

    private void lock(SqlConnection opened) {
        connection = opened;
        table.tryLock(opened)
                .subscribe()
                .with(
                        locked -> onContext(() -> {
                            if (locked) {
                                proceed();
                            } else {
                                release(() -> waitFor(config.retry()));
                            }
                        }),
                        failure -> onContext(() -> failed(failure)));
    }

    private void relayBatch(SqlConnection locked) {
        woken = false;
        var started = metrics.batchStarted();
        table.next(locked, config.batchSize())
                .chain(batch -> batch.isEmpty() ? Uni.createFrom().item(0) : relay(locked, batch))
                .subscribe()
                .with(
                        relayed -> onContext(() -> {
                            recovered();
                            metrics.batchRelayed(started, relayed);
                            if (relayed > 0 || woken) {
                                proceed();
                            } else {
                                waitFor(config.poll());
                            }
                        }),
                        failure -> onContext(() -> failed(failure)));
    }

    private Uni<Integer> relay(SqlConnection locked, List<Waiting> batch) {
        return sender.send(batch).chain(acknowledged -> table.acknowledged(locked, batch.subList(0, acknowledged))
                .replaceWith(acknowledged));
    }

    private void waitFor(Duration duration) {
        if (stopping) {
            proceed();
            return;
        }
        idle = true;
        timer = vertx.setTimer(
                Math.max(1, duration.toMillis()),
                ignored -> onContext(() -> {
                    if (idle) {
                        proceed();
                    }
                }));
    }

    private void failed(Throwable failure) {
        if (!failing) {
            failing = true;
            LOG.warnf("Events wait in the outbox, nothing is lost; trying again every %s: %s", config.retry(), failure);
        }
        metrics.failed();
        sender.reset()
                .onFailure()
                .invoke(e -> LOG.debug("closing the producer", e))
                .onTermination()
                .invoke(() -> onContext(() -> release(() -> waitFor(config.retry()))))
                .subscribe()
                .with(ignored -> {}, ignored -> {});
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("Events flow again");
        }
    }

    /** Closes the connection for good: a pooled one would keep the lock. */
    private void release(Runnable next) {
        var held = connection;
        connection = null;
        if (held == null) {
            next.run();
            return;
        }
        held.query("select pg_advisory_unlock_all()")
                .execute()
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(broken -> null)
                .chain(held::close)
                .onFailure()
                .invoke(e -> LOG.debug("closing the relay's connection", e))
                .onTermination()
                .invoke(() -> onContext(next))
                .subscribe()
                .with(ignored -> {}, ignored -> {});
    }

    private void onContext(Runnable work) {
        context.runOnContext(ignored -> work.run());
    }
}
