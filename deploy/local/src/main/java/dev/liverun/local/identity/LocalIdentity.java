package dev.liverun.local.identity;

import dev.liverun.local.stack.DataDirectory;
import dev.liverun.local.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * Who may do what in a local stack: tokens signed with a key pair of its own, made at the first start. There is no
 * default password; whoever can read the data directory can make tokens.
 */
public final class LocalIdentity {

    /** {@code iss} of every local token. */
    public static final String ISSUER = "https://liverun.dev/local";

    /** The roles, from the least to the most. */
    public static final List<String> ROLES = List.of("viewer", "tester", "operator", "admin", "service");

    private static final int KEY_BITS = 2048;

    private final PrivateKey privateKey;
    private final Path publicKey;

    private LocalIdentity(PrivateKey privateKey, Path publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** The stack's identity, made if there is none. */
    public static LocalIdentity of(DataDirectory data) {
        var privateFile = data.keys().resolve("private.pem");
        var publicFile = data.keys().resolve("public.pem");
        try {
            if (!Files.exists(privateFile) || !Files.exists(publicFile)) {
                var generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(KEY_BITS);
                var pair = generator.generateKeyPair();
                DataDirectory.writePrivately(
                        publicFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
                DataDirectory.writePrivately(
                        privateFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            }
            var key = Files.readString(privateFile).replaceAll("-----[A-Z ]+-----|\\s", "");
            return new LocalIdentity(
                    KeyFactory.getInstance("RSA")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))),
                    publicFile);
        } catch (GeneralSecurityException | IOException e) {
            throw new StackException(
                    "The keys in " + data.keys() + " cannot be used (" + e.getMessage()
                            + "): remove that directory to have new ones made.",
                    e);
        }
    }

    public Path publicKey() {
        return publicKey;
    }

    /** A token for {@code subject} with {@code role}, valid for {@code ttl} from now. */
    public String token(String role, String subject, Duration ttl) {
        var claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setSubject(subject);
        claims.setClaim("upn", subject);
        claims.setStringListClaim("groups", List.of(role));
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(ttl.toSeconds() / 60f);
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(privateKey);
        signature.setHeader("typ", "JWT");
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new StackException("The token cannot be signed: " + e.getMessage(), e);
        }
    }

    private static String pem(String type, byte[] encoded) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + type
                + "-----\n";
    }
}
