/** What tests ask people, and what people answer. */
@NullMarked
package dev.liverun.runner.questions;

import org.jspecify.annotations.NullMarked;
