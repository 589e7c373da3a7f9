package dev.liverun.api.testing;

import com.sun.net.httpserver.HttpServer;
import dev.liverun.api.security.Roles;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the service under test a key pair of its own to verify tokens with, made for this run. On a test class:
 * {@code @WithTestResource(TestAuthResource.class)}; then sign in with {@link Tokens}. With the argument {@code keys =
 * jwks} the public key is not in a file but in a key set (RFC 7517) that is fetched, as an identity provider has it.
 */
public class TestAuthResource implements QuarkusTestResourceLifecycleManager {

    static final String PRIVATE_KEY = "liverun.testing.private-key";
    static final String ISSUER = "https://tests.liverun.dev";
    static final String KEY_ID = "tests-1";

    private @Nullable Path directory;
    private boolean asKeySet;
    private @Nullable HttpServer keySet;

    @Override
    public void init(Map<String, String> arguments) {
        asKeySet = "jwks".equals(arguments.get("keys"));
    }

    @Override
    public Map<String, String> start() {
        try {
            var home = Files.createTempDirectory("liverun-test-keys");
            directory = home;
            var keys = generate();
            var publicKey = asKeySet
                    ? serve((RSAPublicKey) keys.getPublic())
                    : write(home, "public.pem", "PUBLIC KEY", keys.getPublic().getEncoded())
                            .toString();
            var privateKey =
                    write(home, "private.pem", "PRIVATE KEY", keys.getPrivate().getEncoded());
            var token = home.resolve("service.token");
            Files.writeString(token, Tokens.sign(privateKey, "service:under-test", Roles.SERVICE));
            return Map.of(
                    "liverun.auth.public-key",
                    publicKey,
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
        if (keySet != null) {
            keySet.stop(0);
        }
        // It is stopped even when another resource failed before this one was started.
        if (directory == null) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String serve(RSAPublicKey key) throws IOException {
        var document = """
                {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}]}""".formatted(KEY_ID, unsigned(key.getModulus()), unsigned(key.getPublicExponent()))
                .getBytes(StandardCharsets.UTF_8);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
                exchange.sendResponseHeaders(200, document.length);
                exchange.getResponseBody().write(document);
            }
        });
        server.start();
        keySet = server;
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    }

    private static String unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        var from = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static Path write(Path directory, String name, String kind, byte[] key) throws IOException {
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
