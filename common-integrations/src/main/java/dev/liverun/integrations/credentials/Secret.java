package dev.liverun.integrations.credentials;

/**
 * A credential's value at one moment. Two are equal when the value did not change in between.
 *
 * @param name what people call it; may be shown
 * @param value must not be shown, stored or logged
 */
public record Secret(String name, String value) {

    /** The name only. */
    @Override
    public String toString() {
        return "Secret[" + name + "]";
    }
}
