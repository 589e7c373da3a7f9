package dev.liverun.api.idempotency;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Makes a creation repeatable: with an {@code Idempotency-Key} it happens once, and whoever asks again within
 * {@code liverun.api.idempotency.retention} gets the first answer. The key is claimed, the thing created and the answer
 * stored in one transaction, so there is no moment in which a crash could lose one of them. A failure stores nothing: the
 * same key may be tried again.
 *
 * <p>A key belongs to a caller and a path. A concurrent request with the same key waits for the first. The same key with
 * another body is {@link KeyReused}. Without the header the creation simply happens.
 */
@ApplicationScoped
public class Idempotency {

    /** The request header. */
    public static final String HEADER = "Idempotency-Key";
    /** On an answer that was stored earlier. */
    public static final String REPLAYED_HEADER = "Idempotent-Replayed";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Transactions transactions;
    private final IdempotencyKeys keys;
    private final StoredAnswers answers;
    private final Caller caller;
    private final CurrentVertxRequest current;

    Idempotency(
            Transactions transactions,
            IdempotencyKeys keys,
            StoredAnswers answers,
            Caller caller,
            CurrentVertxRequest current) {
        this.transactions = transactions;
        this.keys = keys;
        this.answers = answers;
        this.caller = caller;
        this.current = current;
    }

    /**
     * Runs {@code creation} in a Hibernate Reactive transaction (joining the current one), once per key.
     *
     * @param request what was asked for; compared by its JSON. For an upload: its metadata and the content's hash
     * @param creation must flush before it makes its answer, so that the answer shows the stored version
     */
    public <T> Uni<RestResponse<T>> once(Object request, Supplier<Uni<RestResponse<T>>> creation) {
        var claim = claim(request);
        if (claim == null) {
            return transactions.inTransaction(creation);
        }
        return transactions.inTransaction(
                () -> Panache.getSession().chain(session -> once(new SessionStatements(session), claim, creation)));
    }

    /** The same on a plain connection, for hot paths. */
    public <T> Uni<RestResponse<T>> onceOnConnection(
            Object request, Function<SqlConnection, Uni<RestResponse<T>>> creation) {
        var claim = claim(request);
        if (claim == null) {
            return transactions.onConnection(creation);
        }
        return transactions.onConnection(
                connection -> once(new ConnectionStatements(connection), claim, () -> creation.apply(connection)));
    }

    /** Whether the caller sent a key; without one a creation may as well share a transaction with others. */
    public boolean isAskedFor() {
        return current.getCurrent().request().getHeader(HEADER) != null;
    }

    private <T> Uni<RestResponse<T>> once(
            Statements transaction, Claim claim, Supplier<Uni<RestResponse<T>>> creation) {
        return keys.claim(transaction, claim).chain(claimed -> {
            if (!claimed) {
                return keys.answerOf(transaction, claim).map(answers::<T>replay);
            }
            return creation.get().call(answer -> keys.store(transaction, claim, answers.keep(answer)));
        });
    }

    private @Nullable Claim claim(Object request) {
        var http = current.getCurrent().request();
        var key = http.getHeader(HEADER);
        if (key == null) {
            return null;
        }
        if (!KEY.matcher(key).matches()) {
            throw new Invalid(HEADER, "must be 1 to 255 visible ASCII characters");
        }
        return new Claim(caller.subject(), http.method() + " " + http.path(), key, answers.hashOf(request));
    }

    /** Who asks for what, under which key. */
    record Claim(String caller, String route, String key, String requestHash) {}
}
