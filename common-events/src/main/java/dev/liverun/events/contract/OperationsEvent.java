package dev.liverun.events.contract;

/**
 * What operators do to the installation as a whole.
 */
public sealed interface OperationsEvent extends EventPayload
        permits CallsHalted, CallsReleased, RebuildRequested, RebuildAnswered {}
