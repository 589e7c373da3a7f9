package dev.liverun.integrations.outcome;

import java.time.Instant;

/**
 * The TLS connection an answer came over, or the certificate that a handshake failed on.
 *
 * @param protocol e.g. {@code TLSv1.3}; empty where the handshake failed
 * @param cipherSuite empty where the handshake failed
 * @param notAfter until when the server's own certificate is valid
 */
public record TlsDetails(
        String protocol, String cipherSuite, String subject, String issuer, Instant notBefore, Instant notAfter) {}
