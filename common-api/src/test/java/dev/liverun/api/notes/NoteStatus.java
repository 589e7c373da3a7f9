package dev.liverun.api.notes;

enum NoteStatus {
    OPEN,
    CLOSED
}
