/** The link of a report to its issue: where it goes, how far it is, and the pace at which things go there. */
@NullMarked
package dev.liverun.feedback.github.links;

import org.jspecify.annotations.NullMarked;
