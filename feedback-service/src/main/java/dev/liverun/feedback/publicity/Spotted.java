package dev.liverun.feedback.publicity;

/**
 * Something in a text that should perhaps not be public.
 *
 * @param kind what it looks like
 * @param secret whether it is a secret, else personal data
 * @param excerpt its beginning, the rest masked
 * @param from where it begins in the text
 * @param to where it ends
 */
public record Spotted(String kind, boolean secret, String excerpt, int from, int to) {}
