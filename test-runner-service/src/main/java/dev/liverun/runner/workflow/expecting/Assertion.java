package dev.liverun.runner.workflow.expecting;

/**
 * Something that is expected of an answer. Soft: one that does not hold keeps no other from being looked at.
 *
 * @param name in the document, or made of subject and predicate
 */
public record Assertion(String name, Subject subject, Predicate predicate, Severity severity) {}
