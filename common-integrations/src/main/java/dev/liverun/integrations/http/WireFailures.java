package dev.liverun.integrations.http;

import dev.liverun.integrations.http.RememberingTrustManager.RefusedCertificateException;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.outcome.TlsDetails;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what Netty and the JDK throw into one kind and one plain sentence. */
final class WireFailures {

    private WireFailures() {}

    static WireException timeout(Phase phase, Origin origin, Duration after) {
        String what =
                switch (phase) {
                    case DNS -> "The name " + origin.host() + " was not resolved";
                    case CONNECT -> "No connection to " + origin;
                    case TLS -> "No TLS handshake with " + origin;
                    case FIRST_BYTE -> "No answer from " + origin;
                    case TRANSFER -> "The answer from " + origin + " was not complete";
                    case PREPARE, AUTH, QUEUE -> "Nothing was sent to " + origin;
                };
        return new WireException(FailureKind.TIMEOUT, what + " within " + seconds(after));
    }

    static WireException dns(Origin origin) {
        return new WireException(FailureKind.DNS, "The name " + origin.host() + " cannot be resolved");
    }

    static WireException connect(Origin origin, @Nullable Throwable cause) {
        String why = "";
        if (cause instanceof NoRouteToHostException) {
            why = ": there is no route to it";
        } else if (cause instanceof ConnectException) {
            String text = String.valueOf(cause.getMessage());
            why = text.contains("refused")
                    ? ": it refuses connections"
                    : text.contains("unreachable") ? ": unreachable" : "";
        }
        return new WireException(FailureKind.CONNECT, "No connection to " + origin + why);
    }

    static WireException proxy(Origin origin) {
        return new WireException(FailureKind.CONNECT, "The egress proxy does not connect to " + origin);
    }

    static WireException tls(Origin origin, Throwable cause) {
        Optional<X509Certificate> refused =
                find(cause, RefusedCertificateException.class).map(RefusedCertificateException::certificate);
        Optional<TlsDetails> details = refused.map(certificate -> TlsContext.details("", "", certificate));
        return new WireException(FailureKind.TLS, sentence(origin, cause, details), details);
    }

    private static String sentence(Origin origin, Throwable cause, Optional<TlsDetails> certificate) {
        if (find(cause, CertificateExpiredException.class).isPresent() && certificate.isPresent()) {
            return "The certificate of " + origin + " expired at "
                    + certificate.get().notAfter();
        }
        if (find(cause, CertificateNotYetValidException.class).isPresent() && certificate.isPresent()) {
            return "The certificate of " + origin + " is not valid before "
                    + certificate.get().notBefore();
        }
        if (find(cause, CertPathBuilderException.class).isPresent()) {
            return "The certificate of " + origin + " is not from an authority that is trusted here";
        }
        if (certificate.isPresent()) {
            return "The certificate of " + origin + " is not acceptable, it is for "
                    + certificate.get().subject();
        }
        return "The TLS handshake with " + origin + " failed";
    }

    /** @param midway whether a part of the answer had arrived */
    static WireException reset(Origin origin, boolean midway) {
        return new WireException(
                FailureKind.RESET,
                midway
                        ? "The connection to " + origin + " broke off in the middle of the answer"
                        : "The connection to " + origin + " broke off before an answer");
    }

    static WireException malformed(Origin origin, Throwable cause) {
        boolean tooLong = cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
        return tooLong
                ? new WireException(
                        FailureKind.TOO_LARGE, "The headers of the answer from " + origin + " are too large")
                : new WireException(FailureKind.MALFORMED, "What " + origin + " answered is not HTTP/1.1");
    }

    static WireException noWebSocket(Origin origin) {
        return new WireException(
                FailureKind.MALFORMED, origin + " switches protocols without having understood which (RFC 6455)");
    }

    static WireException tooLarge(Origin origin, long limit) {
        return new WireException(
                FailureKind.TOO_LARGE, "The answer from " + origin + " is larger than " + limit + " bytes");
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
