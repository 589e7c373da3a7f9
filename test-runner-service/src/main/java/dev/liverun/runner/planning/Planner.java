package dev.liverun.runner.planning;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.Violation;
import dev.liverun.events.Ids;
import dev.liverun.runner.endpoints.EndpointView;
import dev.liverun.runner.endpoints.EndpointViews;
import dev.liverun.runner.workflow.Csv;
import dev.liverun.runner.workflow.DataRow;
import dev.liverun.runner.workflow.Variable;
import dev.liverun.runner.workflow.WorkflowDefinition;
import dev.liverun.runner.workflows.WorkflowLibrary;
import dev.liverun.runner.workflows.WorkflowLibrary.CannotInclude;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a wish names, and makes sure that it can be fulfilled, before anything is written. */
@ApplicationScoped
public class Planner {

    private static final int MAX_TESTS = 2000;
    private static final int MAX_ROWS = 200;

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
    public Uni<List<PlannedTest>> plan(List<TestRequest> tests, String prefix) {
        List<String> names =
                tests.stream().map(TestRequest::testName).distinct().toList();
        Map<Object, EndpointView> known = new HashMap<>();
        return workflows
                .find(names)
                .onFailure(CannotInclude.class)
                .transform(wrong -> new Invalid(prefix.formatted(0) + "test_name", String.valueOf(wrong.getMessage())))
                .chain(found -> {
                    Uni<List<PlannedTest>> planned = Uni.createFrom().item(new ArrayList<>());
                    for (int i = 0; i < tests.size(); i++) {
                        TestRequest test = tests.get(i);
                        String field = prefix.formatted(i);
                        planned = planned.call(all -> endpoint(test, field, known)
                                .invoke(endpoint -> plan(test, field, endpoint, found.get(test.testName()), all)));
                    }
                    return planned;
                });
    }

    /** The same for a workflow that is not kept. */
    public Uni<List<PlannedTest>> plan(WorkflowLibrary.Runnable draft, TestRequest test) {
        return endpoint(test, "").map(endpoint -> {
            List<PlannedTest> all = new ArrayList<>();
            plan(test, "", endpoint, draft, all);
            return all;
        });
    }

    private Uni<EndpointView> endpoint(TestRequest test, String field, Map<Object, EndpointView> known) {
        Object key = test.endpointId() != null ? test.endpointId() : String.valueOf(test.integration());
        EndpointView before = known.get(key);
        return before != null
                ? Uni.createFrom().item(before)
                : endpoint(test, field).invoke(endpoint -> known.put(key, endpoint));
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
        return found.orElseThrow(() -> PlanProblems.unknown(field, String.valueOf(id)));
    }

    private static void plan(
            TestRequest test,
            String field,
            EndpointView endpoint,
            WorkflowLibrary.@Nullable Runnable workflow,
            List<PlannedTest> all) {
        if (workflow == null) {
            throw PlanProblems.unknown(field + "test_name", test.testName());
        }
        Map<String, Object> given = test.testData() == null ? Map.of() : test.testData();
        List<DataRow> rows = rows(test, field, workflow.definition());
        if (rows.isEmpty()) {
            checkData(workflow.definition(), given, field + "test_data");
            all.add(new PlannedTest(Ids.next(), all.size() + 1, endpoint, workflow, given, null));
        }
        for (DataRow row : rows) {
            Map<String, Object> data = new LinkedHashMap<>(row.values());
            data.putAll(given);
            checkData(workflow.definition(), data, field + "data");
            all.add(new PlannedTest(Ids.next(), all.size() + 1, endpoint, workflow, data, row.label()));
        }
        if (all.size() > MAX_TESTS) {
            throw new Invalid(field + "data", "makes more than " + MAX_TESTS + " tests of the run");
        }
    }

    private static List<DataRow> rows(TestRequest test, String field, WorkflowDefinition workflow) {
        if (test.data() != null && test.csv() != null) {
            throw new Invalid(field + "csv", "data is given already");
        }
        if (test.csv() != null) {
            try {
                return labelled(Csv.rows(test.csv(), MAX_ROWS));
            } catch (IllegalArgumentException e) {
                throw new Invalid(field + "csv", String.valueOf(e.getMessage()));
            }
        }
        return test.data() != null ? labelled(test.data()) : workflow.data();
    }

    private static List<DataRow> labelled(List<? extends Map<String, ?>> given) {
        List<DataRow> rows = new ArrayList<>();
        for (Map<String, ?> values : given) {
            Map<String, Object> row = new LinkedHashMap<>(values);
            Object label = row.remove("label");
            rows.add(new DataRow(label == null ? "row " + (rows.size() + 1) : label.toString(), row));
        }
        return rows;
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
