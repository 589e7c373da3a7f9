/** What operators of a service can look at and do, the same in every service. */
@NullMarked
package dev.liverun.api.operations;

import org.jspecify.annotations.NullMarked;
