package dev.liverun.api.idempotency;

import dev.liverun.api.problem.Unprocessable;

/** 422: this key was used for something else before. */
public class KeyReused extends Unprocessable {

    KeyReused() {
        super(
                "idempotency-key-reused",
                "Idempotency key reused",
                "This Idempotency-Key was used with another request body. Use a new key for a new request.");
    }
}
