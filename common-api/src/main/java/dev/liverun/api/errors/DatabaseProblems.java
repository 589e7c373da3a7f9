package dev.liverun.api.errors;

import dev.liverun.api.problem.Conflict;
import dev.liverun.api.problem.ConstraintBreach;
import dev.liverun.api.problem.ConstraintProblems;
import dev.liverun.api.problem.Problem;
import dev.liverun.api.problem.StaleVersion;
import dev.liverun.api.problem.Unavailable;
import dev.liverun.api.problem.Unprocessable;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hibernate.StaleStateException;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL refuses, and that it cannot be reached. Class and code as in PostgreSQL's appendix A. */
@ApplicationScoped
class DatabaseProblems {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);

    /** As the server words it when lc_messages is English; in other languages the general problem is answered. */
    private static final Pattern CONSTRAINT = Pattern.compile("constraint \"([^\"]+)\"");

    private final Map<String, Function<ConstraintBreach, Problem>> named = new HashMap<>();
    private final CurrentVertxRequest request;

    DatabaseProblems(@All List<ConstraintProblems> registries, CurrentVertxRequest request) {
        this.request = request;
        for (var registry : registries) {
            registry.byConstraint().forEach((constraint, problem) -> {
                if (named.put(constraint, problem) != null) {
                    throw new IllegalStateException("Two beans say what the constraint " + constraint + " means");
                }
            });
        }
    }

    @Nullable
    Problem meaningOf(List<Throwable> chain) {
        for (var link : chain) {
            if (link instanceof PgException refused) {
                return refused(refused.getSqlState(), refused.getConstraint(), refused.getTable());
            }
            // Hibernate Reactive makes one of these from the driver's exception and drops that.
            if (link instanceof SQLException refused && refused.getSQLState() != null) {
                return refused(refused.getSQLState(), constraintIn(refused.getMessage()), null);
            }
        }
        for (var link : chain) {
            if (link instanceof OptimisticLockException || link instanceof StaleStateException) {
                return overtaken();
            }
        }
        return chain.stream().anyMatch(Connections::isBroken) ? away() : null;
    }

    private @Nullable Problem refused(String state, @Nullable String constraint, @Nullable String table) {
        var problem = constraint == null ? null : named.get(constraint);
        if (constraint != null && problem != null) {
            return problem.apply(new ConstraintBreach(constraint, table));
        }
        return switch (state) {
            case "23505", "23P01" ->
                new Conflict("This would collide with something that exists already.").with("constraint", constraint);
            case "23503" ->
                new Unprocessable("This refers to something that does not exist, or is still referred to.")
                        .with("constraint", constraint);
            case "23514", "23502" ->
                new Unprocessable("This breaks a rule of the stored data.").with("constraint", constraint);
            case "22P05", "22021" -> new Unprocessable("Text must not contain the character U+0000.");
            case "22001", "22003", "22007", "22008", "22P02" -> new Unprocessable("A value is out of range.");
            case "40001", "40P01", "55P03" ->
                new Unavailable("concurrent-change", "Collided with another change", "Repeat the request.", SOON);
            case "57P01", "57P02", "57P03", "53300", "53400", "25006", "25P03", "57P05" -> away();
            default -> state.startsWith("08") ? away() : null;
        };
    }

    private static @Nullable String constraintIn(@Nullable String message) {
        var found = CONSTRAINT.matcher(message == null ? "" : message);
        return found.find() ? found.group(1) : null;
    }

    /** With If-Match the caller's version is stale; without, two changes met and this one came second. */
    private Problem overtaken() {
        var current = request.getCurrent();
        var conditional = current != null && current.request().getHeader("If-Match") != null;
        return conditional
                ? new StaleVersion(null)
                : new Conflict(
                        "concurrent-change",
                        "Collided with another change",
                        "This was changed by someone else at the same moment. Read it again and repeat.");
    }

    private static Problem away() {
        return new Unavailable(
                "database-unavailable",
                "The database is unavailable",
                "The database cannot be reached at the moment. Nothing was changed. Try again later.",
                LATER);
    }
}
