package dev.liverun.events.contract;

/**
 * How long a test's step took.
 *
 * @param durationMs of the call that its result was read from; without waiting for the rate budget, for a person, or between
 *     tries
 */
public record StepTime(String name, long durationMs) {}
