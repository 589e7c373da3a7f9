/** Where secrets come from: by name, from the environment or a mounted directory, re-read when they change. */
@NullMarked
package dev.liverun.integrations.credentials;

import org.jspecify.annotations.NullMarked;
