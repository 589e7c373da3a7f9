/** From a step's templates to the request that goes out. */
@NullMarked
package dev.liverun.runner.engine.requests;

import org.jspecify.annotations.NullMarked;
