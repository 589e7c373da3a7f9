package dev.liverun.feedback.github.webhooks;

import dev.liverun.api.problem.Problem;

/** 401: the delivery is not signed with our secret. */
public final class BadSignature extends Problem {

    private static final long serialVersionUID = 1L;

    BadSignature() {
        super(
                401,
                "bad-signature",
                "Bad signature",
                "X-Hub-Signature-256 does not match the body: enter the same secret on GitHub and here.");
    }
}
