/** The course of a call: attempts, redirects, pauses, and what is reported of them. */
@NullMarked
package dev.liverun.integrations.client;

import org.jspecify.annotations.NullMarked;
