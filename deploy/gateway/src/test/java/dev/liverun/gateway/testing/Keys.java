package dev.liverun.gateway.testing;

import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Keys and certificates made for one run, and tokens signed with them. */
public final class Keys {

    public static final String ISSUER = "https://tests.liverun.dev";

    private Keys() {}

    /** Writes {@code public.pem} and {@code private.pem}. */
    static void writePair(Path directory) throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pair = generator.generateKeyPair();
        write(directory.resolve("public.pem"), "PUBLIC KEY", pair.getPublic().getEncoded());
        write(directory.resolve("private.pem"), "PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    /** Writes {@code foreign.pem}: a private key that nobody trusts. */
    static void writeForeign(Path directory) throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        write(
                directory.resolve("foreign.pem"),
                "PRIVATE KEY",
                generator.generateKeyPair().getPrivate().getEncoded());
    }

    /** Writes {@code tls.crt} and {@code tls.key} for localhost, made by the JDK's own tool. */
    static void writeCertificate(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        var store = directory.resolve("tls.p12");
        var password = "changeit";
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "tls",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        password)
                .redirectErrorStream(true)
                .start();
        try (InputStream output = made.getInputStream()) {
            var said = new String(output.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!made.waitFor(30, TimeUnit.SECONDS) || made.exitValue() != 0) {
                throw new IOException("keytool: " + said);
            }
        }
        var loaded = KeyStore.getInstance(store.toFile(), password.toCharArray());
        write(
                directory.resolve("tls.crt"),
                "CERTIFICATE",
                loaded.getCertificate("tls").getEncoded());
        write(
                directory.resolve("tls.key"),
                "PRIVATE KEY",
                loaded.getKey("tls", password.toCharArray()).getEncoded());
    }

    /** A token as the launcher would sign it. */
    public static String token(Path privateKey, String subject, Instant expires, String issuer, String... roles) {
        return Jwt.issuer(issuer)
                .subject(subject)
                .upn(subject)
                .groups(Set.of(roles))
                .expiresAt(expires)
                .sign(readPrivate(privateKey));
    }

    static PrivateKey readPrivate(Path file) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(content(file)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static PublicKey readPublic(Path file) {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(content(file)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] content(Path file) throws IOException {
        return Base64.getDecoder().decode(Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", ""));
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                        + "\n-----END " + kind + "-----\n");
    }
}
