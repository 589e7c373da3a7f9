package dev.liverun.feedback.search;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.Violation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a saved view may ask for: the parameters that a search has, whatever their values find later. */
final class ViewQuery {

    private ViewQuery() {}

    static void check(Map<String, Object> query) {
        var violations = query.entrySet().stream()
                .flatMap(parameter -> violation(parameter.getKey(), parameter.getValue()))
                .toList();
        if (!violations.isEmpty()) {
            throw new Invalid(violations);
        }
    }

    private static Stream<Violation> violation(String name, Object value) {
        if (!FeedbackFilter.PARAMETERS.contains(name) && !name.equals("sort")) {
            return Stream.of(new Violation("query." + name, "is no parameter of a search"));
        }
        boolean texts = value instanceof String
                || value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
        return texts ? Stream.empty() : Stream.of(new Violation("query." + name, "must be a text or a list of texts"));
    }
}
