/** GitHub's REST API v3: issues, comments, labels, webhooks. */
@NullMarked
package dev.liverun.sandbox.github;

import org.jspecify.annotations.NullMarked;
