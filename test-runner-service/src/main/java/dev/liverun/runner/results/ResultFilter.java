package dev.liverun.runner.results;

import dev.liverun.events.contract.TestStatus;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which results are wanted; what is left out does not restrict. */
public class ResultFilter {

    @QueryParam("status")
    @Nullable
    TestStatus status;

    @QueryParam("test_name")
    @Nullable
    String testName;

    @QueryParam("endpoint_id")
    @Nullable
    UUID endpointId;

    public ResultFilter() {}
}
