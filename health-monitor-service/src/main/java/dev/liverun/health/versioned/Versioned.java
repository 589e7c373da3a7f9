package dev.liverun.health.versioned;

import java.util.UUID;

/** What has an identity, a version that counts its changes, and a name that people know it by. */
public interface Versioned {

    UUID id();

    long version();

    String label();
}
