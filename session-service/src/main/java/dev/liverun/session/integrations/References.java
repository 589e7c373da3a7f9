package dev.liverun.session.integrations;

import dev.liverun.api.problem.UnknownReference;
import dev.liverun.session.configuration.SessionConfiguration;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Holds the ids in a session's scope against the integrations that there are. Names are not checked: an integration may
 * be registered after the session was planned, and until then the verdict says that nothing is known about it.
 */
@ApplicationScoped
public class References {

    private record Reference(String field, UUID id) {}

    private final EndpointRepository endpoints;
    private final EndpointOwner owner;

    References(EndpointRepository endpoints, EndpointOwner owner) {
        this.endpoints = endpoints;
        this.owner = owner;
    }

    /**
     * Looks here first and asks the owner once for what is not known. Not to be called in a transaction.
     *
     * @return fails with {@link UnknownReference}
     */
    public Uni<Void> check(Map<String, Object> configuration) {
        var references = referencesIn(configuration);
        if (references.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return endpoints
                .known(references.stream().map(Reference::id).toList())
                .onItem()
                .transformToMulti(known ->
                        Multi.createFrom().iterable(references).filter(reference -> !known.contains(reference.id())))
                .onItem()
                .transformToUniAndConcatenate(this::askOwner)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> askOwner(Reference reference) {
        return owner.ask(reference.id())
                .onFailure()
                .transform(EndpointOwner::away)
                .map(found -> found.orElseThrow(() -> new UnknownReference(reference.field(), reference.id())))
                .chain(endpoints::remember);
    }

    private static List<Reference> referencesIn(Map<String, Object> configuration) {
        var references = new ArrayList<Reference>();
        var integrations = SessionConfiguration.of(configuration).integrations();
        for (int i = 0; i < integrations.size(); i++) {
            var id = integrations.get(i).endpointId();
            if (id != null) {
                references.add(new Reference("configuration.integrations[" + i + "].endpoint_id", id));
            }
        }
        return references;
    }
}
