package dev.liverun.api.problem;

/** 413: the body is larger than accepted here. */
public class BodyTooLarge extends Problem {

    public BodyTooLarge(long limitBytes) {
        super(413, "body-too-large", "Body too large", "The body may have at most " + limitBytes + " bytes.");
        with("limit_bytes", limitBytes);
    }
}
