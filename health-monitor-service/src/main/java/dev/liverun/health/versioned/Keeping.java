package dev.liverun.health.versioned;

import dev.liverun.api.Created;
import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.conditional.ETags;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.problem.StaleVersion;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Adds, changes and removes what operators keep: once per idempotency key, only at the version that the caller has seen, and
 * with its entry in the audit log in the same transaction.
 */
@ApplicationScoped
public class Keeping {

    private final Transactions transactions;
    private final Idempotency idempotency;
    private final Audit audit;
    private final Caller caller;

    Keeping(Transactions transactions, Idempotency idempotency, Audit audit, Caller caller) {
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.audit = audit;
        this.caller = caller;
    }

    /**
     * What is kept, and how the audit log calls what happens to it.
     *
     * @param noun for people
     * @param path under which each is found
     * @param labelled what its label is called
     * @param shown how callers see it
     */
    public record Kind<T extends Versioned, R>(
            String noun,
            String path,
            String labelled,
            String added,
            String changed,
            String removed,
            Function<T, R> shown) {

        RestResponse.ResponseBuilder<R> answer(RestResponse.Status status, T thing) {
            return RestResponse.ResponseBuilder.<R>create(status)
                    .entity(shown.apply(thing))
                    .header(HttpHeaders.ETAG, ETags.header(thing.version()));
        }
    }

    /** Fails with {@link NotFound}. */
    public <T extends Versioned, R> Uni<RestResponse<R>> get(Kind<T, R> kind, VersionedStore<T> store, UUID id) {
        return existing(kind, store, id)
                .map(thing -> kind.answer(RestResponse.Status.OK, thing).build());
    }

    public <T extends Versioned, R> Uni<RestResponse<R>> add(
            Kind<T, R> kind, VersionedStore<T> store, Object request, T thing) {
        return idempotency.onceOnConnection(request, connection -> store.put(connection, thing)
                .chain(() -> recorded(connection, kind, kind.added(), thing))
                .map(done -> kind.answer(RestResponse.Status.CREATED, thing)
                        .header(HttpHeaders.LOCATION, Created.BASE_PATH + kind.path() + "/" + thing.id())
                        .build()));
    }

    /** @param change makes the next version of the one that is there */
    public <T extends Versioned, R> Uni<RestResponse<R>> replace(
            Kind<T, R> kind, VersionedStore<T> store, UUID id, @Nullable String ifMatch, UnaryOperator<T> change) {
        var expected = IfMatch.required(ifMatch);
        return existing(kind, store, id)
                .invoke(old -> expected.check(old.version()))
                .chain(old -> {
                    var thing = change.apply(old);
                    return transactions
                            .onConnection(connection -> store.put(connection, thing)
                                    .invoke(written -> mustBeWritten(written, old))
                                    .chain(() -> recorded(connection, kind, kind.changed(), thing)))
                            .map(done ->
                                    kind.answer(RestResponse.Status.OK, thing).build());
                });
    }

    public <T extends Versioned> Uni<RestResponse<Void>> remove(
            Kind<T, ?> kind, VersionedStore<T> store, UUID id, @Nullable String ifMatch) {
        var expected = IfMatch.required(ifMatch);
        return existing(kind, store, id)
                .invoke(old -> expected.check(old.version()))
                .chain(old -> transactions.onConnection(connection -> store.delete(connection, old)
                        .invoke(written -> mustBeWritten(written, old))
                        .chain(() -> recorded(connection, kind, kind.removed(), old))))
                .replaceWith(RestResponse.noContent());
    }

    private static <T extends Versioned> Uni<T> existing(Kind<T, ?> kind, VersionedStore<T> store, UUID id) {
        return store.one(id).map(found -> found.orElseThrow(() -> new NotFound(kind.noun(), id)));
    }

    private Uni<Void> recorded(SqlConnection connection, Kind<?, ?> kind, String action, Versioned thing) {
        return audit.record(
                connection,
                AuditEntry.by(caller, action, kind.noun(), thing.id()).with(kind.labelled(), thing.label()));
    }

    private static void mustBeWritten(boolean written, Versioned old) {
        if (!written) {
            throw new StaleVersion(old.version() + 1);
        }
    }
}
