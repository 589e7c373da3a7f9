package dev.liverun.events.contract;

/**
 * What happens when tests run.
 */
public sealed interface TestEvent extends EventPayload
        permits RunStarted, RunCompleted, TestCompleted, TestReclassified {}
