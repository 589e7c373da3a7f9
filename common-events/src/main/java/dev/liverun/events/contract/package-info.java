/**
 * The published language: what the services tell each other, and nothing else. Framework-free; the JSON form is each
 * record's components in snake_case. Components are required unless {@code @Nullable}; additive changes keep {@code v1}.
 */
@NullMarked
package dev.liverun.events.contract;

import org.jspecify.annotations.NullMarked;
