package dev.liverun.health.probe;

/**
 * What became of a batch.
 *
 * @param recorded those that are new
 * @param known those that were there already, or are older than what is archived
 */
record ProbeResult(int recorded, int known) {}
