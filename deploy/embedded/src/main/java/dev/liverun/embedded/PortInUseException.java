package dev.liverun.embedded;

/** Another program listens on the port, which a start with an automatic port answers by taking another one. */
final class PortInUseException extends EmbeddedException {
    private static final long serialVersionUID = 1L;

    PortInUseException(String what, int port) {
        super("Port " + port + " is in use by another program: stop that program or give " + what + " another port.");
    }
}
