package dev.liverun.health.exchange;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.Violation;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.health.endpoint.EndpointService;
import dev.liverun.health.endpoint.EndpointService.InUse;
import dev.liverun.health.exchange.EndpointDocument.Item;
import dev.liverun.health.exchange.ImportResult.Changed;
import dev.liverun.health.exchange.ImportResult.Field;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the endpoints be what a document says, all of it in one transaction, or shows what that would change. */
@ApplicationScoped
class EndpointImport {

    private final EndpointService endpoints;
    private final Transactions transactions;
    private final Validator validator;
    private final EndpointDocument document;

    EndpointImport(EndpointService endpoints, Transactions transactions, Validator validator, ObjectMapper mapper) {
        this.endpoints = endpoints;
        this.transactions = transactions;
        this.validator = validator;
        this.document = new EndpointDocument(mapper);
    }

    Uni<String> export() {
        return transactions.inTransaction(endpoints::inUse).map(document::write);
    }

    /** @param prune what the document does not name is removed */
    Uni<ImportResult> run(String text, boolean dryRun, boolean prune, Caller caller) {
        var items = document.read(text);
        validate(items);
        return transactions.inTransaction(() -> endpoints.inUse().chain(inUse -> {
            Map<String, InUse> known = new LinkedHashMap<>();
            inUse.forEach(one -> known.put(key(one.definition().name()), one));
            var result = compare(items, known, dryRun, prune);
            return dryRun
                    ? Uni.createFrom().item(result)
                    : apply(items, known, result, caller).replaceWith(result);
        }));
    }

    private void validate(List<Item> items) {
        var violations = new ArrayList<Violation>();
        var names = new HashMap<String, Integer>();
        for (int i = 0; i < items.size(); i++) {
            var where = "integrations[" + i + "].";
            for (var violation : validator.validate(items.get(i).request())) {
                violations.add(
                        new Violation(where + snake(violation.getPropertyPath().toString()), violation.getMessage()));
            }
            var name = items.get(i).request().name();
            if (name != null && names.put(key(name), i) != null) {
                violations.add(new Violation(where + "name", "is there twice"));
            }
        }
        if (!violations.isEmpty()) {
            throw new Invalid(violations);
        }
    }

    private ImportResult compare(List<Item> items, Map<String, InUse> known, boolean dryRun, boolean prune) {
        Map<UUID, String> names = known.values().stream()
                .collect(Collectors.toMap(InUse::id, one -> one.definition().name()));
        var wanted = items.stream().map(item -> key(name(item))).toList();
        var created = new ArrayList<String>();
        var changed = new ArrayList<Changed>();
        int unchanged = 0;
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            for (var needed : item.dependsOn()) {
                if (!known.containsKey(key(needed)) && !wanted.contains(key(needed))) {
                    throw new Invalid(
                            "integrations[" + i + "].depends_on", "must name integrations that are in use or in here");
                }
            }
            var before = known.get(wanted.get(i));
            if (before == null) {
                created.add(name(item));
                continue;
            }
            var fields = differences(document.portable(before.definition(), names), after(item));
            if (fields.isEmpty()) {
                unchanged++;
            } else {
                changed.add(new Changed(before.definition().name(), fields));
            }
        }
        var removed = prune
                ? known.values().stream()
                        .map(one -> one.definition().name())
                        .filter(name -> !wanted.contains(key(name)))
                        .toList()
                : List.<String>of();
        return new ImportResult(dryRun, created, changed, removed, unchanged);
    }

    private ObjectNode after(Item item) {
        var node = document.portable(item.request().definition(), Map.of());
        var dependsOn = node.putArray("depends_on");
        item.dependsOn().stream().distinct().sorted().forEach(dependsOn::add);
        return node;
    }

    private static List<Field> differences(ObjectNode before, ObjectNode after) {
        var fields = new ArrayList<Field>();
        after.fieldNames().forEachRemaining(name -> {
            if (!before.path(name).equals(after.path(name))) {
                fields.add(new Field(name, before.path(name), after.path(name)));
            }
        });
        return fields;
    }

    /** New ones first, without what they depend on: that may be new, too. */
    private Uni<Void> apply(List<Item> items, Map<String, InUse> known, ImportResult result, Caller caller) {
        Map<String, UUID> ids = new HashMap<>();
        Map<String, Long> versions = new HashMap<>();
        known.forEach((key, one) -> {
            ids.put(key, one.id());
            versions.put(key, one.version());
        });
        var changed = result.changed().stream().map(one -> key(one.name())).collect(Collectors.toSet());
        return each(
                        items,
                        item -> known.containsKey(key(name(item)))
                                ? Uni.createFrom().voidItem()
                                : endpoints
                                        .register(item.request(), caller)
                                        .invoke(made -> {
                                            ids.put(key(name(item)), made.id());
                                            versions.put(key(name(item)), made.version());
                                            if (!item.dependsOn().isEmpty()) {
                                                changed.add(key(name(item)));
                                            }
                                        })
                                        .replaceWithVoid())
                .chain(() -> each(
                        items,
                        item -> changed.contains(key(name(item)))
                                ? endpoints.replace(
                                        id(ids, name(item)),
                                        item.request()
                                                .dependingOn(item.dependsOn().stream()
                                                        .map(needed -> id(ids, needed))
                                                        .toList()),
                                        version(versions, name(item)),
                                        caller)
                                : Uni.createFrom().voidItem()))
                .chain(() -> each(
                        result.removed(), name -> endpoints.remove(id(ids, name), version(versions, name), caller)));
    }

    private static <T> Uni<Void> each(List<T> items, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> work.apply(item))
                .onItem()
                .ignoreAsUni();
    }

    private static UUID id(Map<String, UUID> ids, String name) {
        var id = ids.get(key(name));
        if (id == null) {
            throw new IllegalStateException("names were looked at before");
        }
        return id;
    }

    private static IfMatch version(Map<String, Long> versions, String name) {
        return IfMatch.required("\"" + versions.get(key(name)) + "\"");
    }

    private static String name(Item item) {
        var name = item.request().name();
        return name == null ? "" : name.strip();
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static String snake(String path) {
        return path.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
