package dev.liverun.runner.runs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.liverun.runner.planning.PlannedTest;
import dev.liverun.runner.results.ResultResponse;
import dev.liverun.runner.running.RunView;

/** A result that there is nothing to tell of yet. */
final class Pending {

    private Pending() {}

    static ResultResponse result(RunView run, PlannedTest test) {
        var json = JsonNodeFactory.instance;
        return new ResultResponse(
                test.resultId(),
                run.sessionId(),
                test.endpoint().id(),
                test.endpoint().name(),
                test.workflow().definition().name(),
                test.workflow().id(),
                test.workflow().version(),
                run.id(),
                test.dataRow(),
                null,
                null,
                null,
                json.objectNode(),
                json.objectNode(),
                json.arrayNode(),
                null,
                null,
                null,
                null,
                null);
    }
}
