package dev.liverun.integrations.http;

import dev.liverun.integrations.http.RememberingTrustManager.RefusedCertificateException;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.outcome.TlsDetails;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.resolver.dns.DnsErrorCauseException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what Netty and the JDK throw into one kind and one plain sentence. */
final class WireFailures {

    private static final int DEEPEST = 20;
    private static final List<String> LOST = List.of("unreachable", "no route", "timed out", "is down");

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
        return WireException.silent(FailureKind.TIMEOUT, what + " within " + seconds(after));
    }

    /** A name that does not exist is an answer; every other failure may be the resolver's, or that of the way to it. */
    static WireException dns(Origin origin, @Nullable Throwable cause) {
        boolean unknown = cause == null
                || find(cause, DnsErrorCauseException.class)
                        .filter(error -> DnsResponseCode.NXDOMAIN.equals(error.getCode()))
                        .isPresent();
        String text = "The name " + origin.host() + " cannot be resolved";
        return unknown ? new WireException(FailureKind.DNS, text) : WireException.silent(FailureKind.DNS, text);
    }

    static WireException connect(Origin origin, Throwable cause) {
        String sentence = "No connection to " + origin;
        if (isRefusal(cause)) {
            return new WireException(
                    FailureKind.CONNECT,
                    sentence + (says(cause, "refused") ? ": it refuses connections" : ": it resets connections"));
        }
        String why = cause instanceof NoRouteToHostException
                ? ": there is no route to it"
                : says(cause, "unreachable") ? ": unreachable" : "";
        return WireException.silent(FailureKind.CONNECT, sentence + why);
    }

    /** Whether somebody said no, which takes a network; everything else may be our own lack, of ports or of rights too. */
    static boolean isRefusal(Throwable cause) {
        return says(cause, "refused") || says(cause, "reset");
    }

    private static boolean says(Throwable cause, String word) {
        return cause instanceof IOException
                && String.valueOf(cause.getMessage()).contains(word);
    }

    static WireException proxy(Origin origin) {
        return WireException.silent(FailureKind.CONNECT, "The egress proxy does not connect to " + origin);
    }

    static WireException tls(Origin origin, Throwable cause) {
        if (isLost(cause)) {
            return WireException.silent(
                    FailureKind.TLS, "The connection to " + origin + " was lost in the TLS handshake");
        }
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

    /**
     * @param midway whether a part of the answer had arrived
     * @param cause null when the remote side ended the connection
     */
    static WireException broken(Origin origin, boolean midway, @Nullable Throwable cause) {
        String sentence = "The connection to " + origin + " broke off "
                + (midway ? "in the middle of the answer" : "before an answer");
        return isLost(cause)
                ? WireException.silent(FailureKind.RESET, sentence + ": it was lost")
                : new WireException(FailureKind.RESET, sentence);
    }

    /** Whether the system gave a connection up because the network is not there any more, and nobody ended it. */
    private static boolean isLost(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause instanceof IOException && LOST.stream().anyMatch(message::contains)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
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
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
