package dev.liverun.runner.runs;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.Violation;
import dev.liverun.events.Ids;
import dev.liverun.runner.endpoints.EndpointView;
import dev.liverun.runner.endpoints.EndpointViews;
import dev.liverun.runner.workflow.Variable;
import dev.liverun.runner.workflow.WorkflowDefinition;
import dev.liverun.runner.workflows.WorkflowLibrary;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a wish names, and makes sure that it can be fulfilled, before anything is written. */
@ApplicationScoped
class Planner {

    private final EndpointViews endpoints;
    private final WorkflowLibrary workflows;

    Planner(EndpointViews endpoints, WorkflowLibrary workflows) {
        this.endpoints = endpoints;
        this.workflows = workflows;
    }

    /**
     * @param prefix of field names in problems, e.g. {@code tests[%d].}
     * @return fails with a problem that names every field that is wrong
     */
    Uni<List<PlannedTest>> plan(List<TestRequest> tests, String prefix) {
        List<String> names =
                tests.stream().map(TestRequest::testName).distinct().toList();
        return workflows.find(names).chain(found -> {
            Uni<List<PlannedTest>> planned = Uni.createFrom().item(new ArrayList<>());
            for (int i = 0; i < tests.size(); i++) {
                TestRequest test = tests.get(i);
                String field = prefix.formatted(i);
                planned = planned.call(all -> endpoint(test, field)
                        .invoke(endpoint -> all.add(plan(test, field, endpoint, found.get(test.testName())))));
            }
            return planned;
        });
    }

    private Uni<EndpointView> endpoint(TestRequest test, String field) {
        if ((test.endpointId() == null) == (test.integration() == null)) {
            throw new Invalid(
                    List.of(new Violation(field + "endpoint_id", "is required, or the name of an integration")));
        }
        if (test.endpointId() != null) {
            return endpoints
                    .findUsable(test.endpointId())
                    .map(found -> known(found, field + "endpoint_id", test.endpointId()));
        }
        return endpoints.named(String.valueOf(test.integration())).map(found -> {
            if (found.size() > 1) {
                throw new Invalid(field + "integration", "names several endpoints; give an endpoint_id");
            }
            return known(found.stream().findFirst(), field + "integration", String.valueOf(test.integration()));
        });
    }

    private static EndpointView known(Optional<EndpointView> found, String field, @Nullable Object id) {
        return found.orElseThrow(() -> RunProblems.unknown(field, String.valueOf(id)));
    }

    private static PlannedTest plan(
            TestRequest test, String field, EndpointView endpoint, WorkflowLibrary.@Nullable Runnable workflow) {
        if (workflow == null) {
            throw RunProblems.unknown(field + "test_name", test.testName());
        }
        Map<String, Object> data = test.testData() == null ? Map.of() : test.testData();
        checkData(workflow.definition(), data, field + "test_data");
        return new PlannedTest(Ids.next(), endpoint, workflow, data);
    }

    private static void checkData(WorkflowDefinition workflow, Map<String, Object> data, String field) {
        List<Violation> violations = new ArrayList<>();
        for (String name : data.keySet()) {
            if (workflow.variable(name).isEmpty()) {
                violations.add(new Violation(field + "." + name, "is no variable of " + workflow.name()));
            }
        }
        for (Variable variable : workflow.variables()) {
            if (variable.defaultValue() == null && data.get(variable.name()) == null) {
                violations.add(new Violation(field + "." + variable.name(), "is required by " + workflow.name()));
            }
        }
        if (!violations.isEmpty()) {
            throw new Invalid(violations);
        }
    }
}
