package dev.liverun.api.export;

import java.io.IOException;

/** What a file is written with, piece by piece. */
public interface FileWriter {

    /** What was written so far is passed on. */
    void flush() throws IOException;

    /** The end of the file is written. */
    void finish() throws IOException;
}
