package dev.liverun.runner.runs;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Several tests to be run. Those of one endpoint follow one another in this order. */
public record RunRequest(@NotEmpty @Size(max = 200) List<@NotNull @Valid TestRequest> tests) {}
