package dev.liverun.health.stream;

/**
 * What changed on the board at once, as everybody gets it.
 *
 * @param cursor counts the changes of this replica since it started
 */
record BoardChange(long cursor, String json) {}
