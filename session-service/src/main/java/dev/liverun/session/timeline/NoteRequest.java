package dev.liverun.session.timeline;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A note to put on the timeline. */
public record NoteRequest(@NotBlank @Size(max = 10_000) String text) {}
