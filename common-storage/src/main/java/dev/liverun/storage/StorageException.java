package dev.liverun.storage;

/** The store does not do what it should: the disk is full, a directory is not writable, the network is away. */
public class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
