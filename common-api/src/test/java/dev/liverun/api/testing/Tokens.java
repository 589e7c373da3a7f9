package dev.liverun.api.testing;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens that the service under test accepts. Needs {@link TestAuthResource}. */
public final class Tokens {

    private Tokens() {}

    /** A token of {@code subject} with one role of {@link dev.liverun.api.security.Roles}. */
    public static String of(String role, String subject) {
        return sign(privateKey(), subject, role);
    }

    /** A token of somebody with this role. */
    public static String of(String role) {
        return of(role, role + "-1");
    }

    /** A token that was good until {@code ago}. */
    public static String expired(String role, Duration ago) {
        var end = java.time.Instant.now().minus(ago);
        return sign(privateKey(), Jwt.claims().expiresAt(end).issuedAt(end.minusSeconds(60)), role + "-1", role);
    }

    /** A token that is good for {@code life} from now. */
    public static String shortLived(String role, Duration life) {
        return sign(privateKey(), Jwt.claims().expiresIn(life), role + "-1", role);
    }

    /** A request of {@code subject} in {@code role}, to be completed: {@code Tokens.as(TESTER, "ada").get("/notes")}. */
    public static RequestSpecification as(String role, String subject) {
        return RestAssured.given().auth().oauth2(of(role, subject));
    }

    /** A request of somebody in {@code role}. */
    public static RequestSpecification as(String role) {
        return as(role, role + "-1");
    }

    static String sign(Path key, String subject, String role) {
        return sign(key, Jwt.claims().expiresIn(Duration.ofHours(1)), subject, role);
    }

    private static String sign(Path key, io.smallrye.jwt.build.JwtClaimsBuilder claims, String subject, String role) {
        try {
            return claims.issuer(TestAuthResource.ISSUER)
                    .subject(subject)
                    .claim("name", "Test " + subject)
                    .groups(Set.of(role))
                    .jws()
                    .keyId(TestAuthResource.KEY_ID)
                    .sign(KeyUtils.decodePrivateKey(Files.readString(key)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of this run is not readable", e);
        }
    }

    private static Path privateKey() {
        return Path.of(ConfigProvider.getConfig().getValue(TestAuthResource.PRIVATE_KEY, String.class));
    }
}
