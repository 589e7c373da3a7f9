package dev.liverun.api.notes;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

record ChangeNoteRequest(@NotBlank @Size(max = 200) String title) {}
