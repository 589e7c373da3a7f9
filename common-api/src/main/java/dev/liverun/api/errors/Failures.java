package dev.liverun.api.errors;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.liverun.api.problem.Problem;
import dev.liverun.api.problem.Unavailable;
import io.smallrye.mutiny.CompositeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Decides which problem a failure is. The first rule that recognises something in the chain of causes wins. */
@ApplicationScoped
class Failures {

    private final ValidationProblems validation;
    private final DatabaseProblems database;

    Failures(ValidationProblems validation, DatabaseProblems database) {
        this.validation = validation;
        this.database = database;
    }

    Problem meaningOf(Throwable failure) {
        var chain = chainOf(failure);
        for (var link : chain) {
            if (link instanceof Problem problem) {
                return problem;
            }
        }
        for (var link : chain) {
            var problem = recognise(link);
            if (problem != null) {
                return problem;
            }
        }
        var stored = database.meaningOf(chain);
        if (stored != null) {
            return stored;
        }
        return HttpProblems.of(failure);
    }

    private @Nullable Problem recognise(Throwable link) {
        if (link instanceof JsonProcessingException) {
            // Not of the request's body, which JsonBodyReader reads: a stored document, a sibling's answer.
            return HttpProblems.internal();
        }
        if (link instanceof ConstraintViolationException violated) {
            return validation.meaningOf(violated);
        }
        if (link instanceof RetriableException) {
            return Unavailable.dependency("The message broker", Duration.ofSeconds(5));
        }
        return null;
    }

    private static List<Throwable> chainOf(Throwable failure) {
        var chain = new ArrayList<Throwable>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(failure, chain, seen);
        return chain;
    }

    private static void collect(@Nullable Throwable link, List<Throwable> chain, Set<Throwable> seen) {
        if (link == null || !seen.add(link)) {
            return;
        }
        chain.add(link);
        if (link instanceof CompositeException several) {
            several.getCauses().forEach(cause -> collect(cause, chain, seen));
        }
        collect(link.getCause(), chain, seen);
    }
}
