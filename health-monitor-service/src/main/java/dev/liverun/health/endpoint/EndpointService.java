package dev.liverun.health.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Event;
import dev.liverun.events.Transactions;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.health.definition.EndpointDefinition;
import dev.liverun.health.definition.EndpointPatch;
import dev.liverun.health.definition.EndpointRequest;
import dev.liverun.health.schedule.CheckPlans;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Registers, changes and removes endpoints; each with its event, its entry in the audit log and its place in the plan. */
@ApplicationScoped
public class EndpointService {

    private final EndpointRepository endpoints;
    private final Dependencies dependencies;
    private final CheckPlans plans;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Audit audit;
    private final Validator validator;
    private final Clock clock;
    private final EndpointPatch patches;

    EndpointService(
            EndpointRepository endpoints,
            Dependencies dependencies,
            CheckPlans plans,
            Transactions transactions,
            Outbox outbox,
            Audit audit,
            Validator validator,
            Clock clock,
            ObjectMapper mapper) {
        this.endpoints = endpoints;
        this.dependencies = dependencies;
        this.plans = plans;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.validator = validator;
        this.clock = clock;
        this.patches = new EndpointPatch(mapper);
    }

    /** An endpoint that is in use, as it is defined. */
    public record InUse(UUID id, long version, EndpointDefinition definition) {}

    /** All of them by name. Joins the current transaction. */
    public Uni<List<InUse>> inUse() {
        return endpoints.list("removedAt is null order by lower(name), id").map(all -> all.stream()
                .map(one -> new InUse(one.id(), one.version(), one.definition()))
                .toList());
    }

    /** Its first check is made at once. Joins the current transaction. */
    public Uni<EndpointResponse> register(EndpointRequest request, Caller caller) {
        validate(request);
        return transactions.inTransaction(() -> {
            var registration = IntegrationEndpoint.register(request.definition(), caller, clock);
            var endpoint = registration.endpoint();
            return dependencies
                    .check(endpoint.id(), endpoint.definition().dependsOn())
                    .chain(() -> endpoints.persistAndFlush(endpoint))
                    .chain(() -> published(endpoint, registration.event(), endpoint.enabled()))
                    .chain(() -> audit.record(AuditEntry.by(caller, "endpoint.registered", "endpoint", endpoint.id())
                            .with("name", request.name())
                            .with("base_url", request.baseUrl())))
                    .map(done -> EndpointResponse.justRegistered(endpoint));
        });
    }

    /** Replaces the whole definition; what the request leaves out returns to its default. */
    public Uni<Void> replace(UUID id, EndpointRequest request, IfMatch ifMatch, Caller caller) {
        return change(id, current -> request, ifMatch, caller);
    }

    Uni<Void> patch(UUID id, JsonNode patch, IfMatch ifMatch, Caller caller) {
        return change(id, current -> patches.apply(patch, current), ifMatch, caller);
    }

    /** Ends its use; its history stays. */
    public Uni<Void> remove(UUID id, IfMatch ifMatch, Caller caller) {
        return transactions.inTransaction(() -> inUse(id, ifMatch).chain(endpoint -> {
            var event = endpoint.remove(caller, clock);
            return published(endpoint, event, false)
                    .chain(() -> audit.record(AuditEntry.by(caller, "endpoint.removed", "endpoint", id)
                            .with("name", endpoint.definition().name())));
        }));
    }

    private Uni<Void> change(
            UUID id, Function<EndpointDefinition, EndpointRequest> change, IfMatch ifMatch, Caller caller) {
        return transactions.inTransaction(() -> inUse(id, ifMatch).chain(endpoint -> {
            var before = endpoint.definition();
            var wanted = change.apply(before);
            validate(wanted);
            var event = endpoint.change(wanted.definition(), caller, clock);
            return event.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : dependencies
                            .check(id, endpoint.definition().dependsOn())
                            .chain(() -> published(endpoint, event.get(), endpoint.enabled()))
                            .chain(() -> audit.record(AuditEntry.by(caller, "endpoint.changed", "endpoint", id)
                                    .with("before", before)
                                    .with("after", endpoint.definition())));
        }));
    }

    private Uni<IntegrationEndpoint> inUse(UUID id, IfMatch ifMatch) {
        return endpoints
                .inUse(id)
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("integration", id))
                .invoke(endpoint -> ifMatch.check(endpoint.version()));
    }

    private Uni<Void> published(IntegrationEndpoint endpoint, Event<?> event, boolean active) {
        return plans.plan(endpoint.id(), active).chain(() -> outbox.append(event));
    }

    private void validate(EndpointRequest request) {
        var violations = validator.validate(request);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
    }
}
