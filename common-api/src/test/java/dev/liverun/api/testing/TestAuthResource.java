package dev.liverun.api.testing;

import dev.liverun.api.security.Roles;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;

/**
 * Gives the service under test a key pair of its own to verify tokens with, made for this run. On a test class:
 * {@code @QuarkusTestResource(TestAuthResource.class)}; then sign in with {@link Tokens}.
 */
public class TestAuthResource implements QuarkusTestResourceLifecycleManager {

    static final String PRIVATE_KEY = "liverun.testing.private-key";
    static final String ISSUER = "https://tests.liverun.dev";

    private Path directory = Path.of("");

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("liverun-test-keys");
            var keys = generate();
            var publicKey = write("public.pem", "PUBLIC KEY", keys.getPublic().getEncoded());
            var privateKey =
                    write("private.pem", "PRIVATE KEY", keys.getPrivate().getEncoded());
            var token = directory.resolve("service.token");
            Files.writeString(token, Tokens.sign(privateKey, "service:under-test", Roles.SERVICE));
            return Map.of(
                    "liverun.auth.public-key",
                    publicKey.toString(),
                    "liverun.auth.issuer",
                    ISSUER,
                    "liverun.service.token-file",
                    token.toString(),
                    PRIVATE_KEY,
                    privateKey.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String name, String kind, byte[] key) throws IOException {
        var pem = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END " + kind + "-----\n";
        return Files.writeString(directory.resolve(name), pem);
    }

    private static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }
}
