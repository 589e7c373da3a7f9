package dev.liverun.storage;

/** The content is larger than allowed; nothing was stored. */
public final class FileTooLargeException extends StorageException {

    private static final long serialVersionUID = 1L;

    private final long maxSize;

    FileTooLargeException(long maxSize) {
        super("The file is larger than " + maxSize + " bytes");
        this.maxSize = maxSize;
    }

    /** In bytes. */
    public long maxSize() {
        return maxSize;
    }
}
