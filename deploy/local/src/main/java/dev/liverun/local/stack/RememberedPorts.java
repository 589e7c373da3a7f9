package dev.liverun.local.stack;

import dev.liverun.embedded.Ports;
import java.util.TreeMap;

/**
 * The ports of a stack: chosen once, kept with its data, so that every process finds the others again after a restart.
 */
final class RememberedPorts {

    private final DataDirectory data;

    RememberedPorts(DataDirectory data) {
        this.data = data;
    }

    /** The remembered port of that name; a free one the first time. */
    synchronized int of(String name) {
        var remembered = new TreeMap<>(PropertiesFile.read(data.ports()));
        var known = remembered.get(name);
        if (known != null) {
            return Integer.parseInt(known);
        }
        int port = Ports.free();
        remembered.put(name, Integer.toString(port));
        PropertiesFile.write(data.ports(), remembered);
        return port;
    }
}
