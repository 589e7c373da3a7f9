package dev.liverun.integrations.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Self-signed certificates, made by the JDK's keytool. */
public final class Certificates {

    public static final String PASSWORD = "changeit";

    private final Path keyStore;
    private final Path pem;

    private Certificates(Path keyStore, Path pem) {
        this.keyStore = keyStore;
        this.pem = pem;
    }

    /**
     * @param start as keytool's {@code -startdate}, e.g. {@code -3d}
     */
    public static Certificates selfSigned(Path directory, String host, String start, int days) {
        Path keyStore = directory.resolve(host + start + ".p12");
        Path pem = directory.resolve(host + start + ".pem");
        keytool("-genkeypair -alias it -keyalg EC -groupname secp256r1 -dname CN=" + host + " -ext san=dns:" + host
                + " -startdate " + start + " -validity " + days + " -storetype PKCS12 -keystore " + keyStore);
        keytool("-exportcert -rfc -alias it -keystore " + keyStore + " -file " + pem);
        return new Certificates(keyStore, pem);
    }

    public Path keyStore() {
        return keyStore;
    }

    public Path pem() {
        return pem;
    }

    private static void keytool(String arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-storepass", PASSWORD));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
