package dev.liverun.api.problem;

import org.jspecify.annotations.Nullable;

/** 400: the body is not JSON at all, so that no field can be named. */
public class MalformedBody extends Problem {

    /** {@code line} and {@code column} count from 1; null when unknown. */
    public MalformedBody(String detail, @Nullable Integer line, @Nullable Integer column) {
        super(400, "malformed-body", "Malformed body", detail);
        with("line", line);
        with("column", column);
    }
}
