/** The rate limit of each endpoint, shared by all replicas: timed slots from one GCRA row in the service's database. */
@NullMarked
package dev.liverun.integrations.budget;

import org.jspecify.annotations.NullMarked;
