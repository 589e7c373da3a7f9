package dev.liverun.api.problem;

import java.util.List;

/** 422: the request is well formed, but names something that does not exist, such as a {@code session_id}. */
public class UnknownReference extends Problem {

    public UnknownReference(String field, Object id) {
        super(422, "unknown-reference", "Unknown reference", field + ": there is no such thing as " + id + ".");
        with("violations", List.of(new Violation(field, "refers to nothing that exists: " + id)));
    }
}
