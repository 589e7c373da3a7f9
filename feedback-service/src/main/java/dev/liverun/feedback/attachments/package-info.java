/** Files of feedback reports. */
@NullMarked
package dev.liverun.feedback.attachments;

import org.jspecify.annotations.NullMarked;
