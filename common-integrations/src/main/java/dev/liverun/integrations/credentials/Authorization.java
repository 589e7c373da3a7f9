package dev.liverun.integrations.credentials;

/** The header that authenticates a request; the value is secret. */
public record Authorization(String header, String value) {

    /** The header's name only. */
    @Override
    public String toString() {
        return "Authorization[" + header + "]";
    }
}
