package dev.liverun.integrations.http;

import dev.liverun.integrations.outcome.TlsDetails;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom we trust: the JDK's authorities and an operator's own; certificates must be for the host that was asked for. */
public final class TlsContext {

    private final SslContext context;

    private TlsContext(SslContext context) {
        this.context = context;
    }

    /**
     * @param furtherAuthorities a PEM file with certificates to trust in addition
     * @throws IllegalStateException when it cannot be read
     */
    public static TlsContext create(Optional<Path> furtherAuthorities) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (X509Certificate authority : defaultTrustManager().getAcceptedIssuers()) {
                trusted.setCertificateEntry("jdk-" + number++, authority);
            }
            if (furtherAuthorities.isPresent()) {
                for (Certificate authority : read(furtherAuthorities.get())) {
                    trusted.setCertificateEntry("own-" + number++, authority);
                }
            }
            return new TlsContext(SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .trustManager(new RememberingTrustManager(trustManager(trusted)))
                    .build());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(
                    "The trusted certificates cannot be read: "
                            + furtherAuthorities.map(Path::toString).orElse("the JDK's"),
                    e);
        }
    }

    /** The handler of one connection, which checks that the certificate is for this host. */
    SslHandler handler(ByteBufAllocator allocator, String host, int port) {
        SslHandler handler = context.newHandler(allocator, host, port);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host)) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        engine.setSSLParameters(parameters);
        return handler;
    }

    static Optional<TlsDetails> details(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(details(session.getProtocol(), session.getCipherSuite(), certificate))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException anonymous) {
            return Optional.empty();
        }
    }

    static TlsDetails details(String protocol, String cipherSuite, X509Certificate certificate) {
        return new TlsDetails(
                protocol,
                cipherSuite,
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    private static List<Certificate> read(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream stream = Files.newInputStream(pem)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(stream));
        }
    }

    private static X509TrustManager defaultTrustManager() throws GeneralSecurityException {
        return trustManager(null);
    }

    private static X509ExtendedTrustManager trustManager(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new KeyStoreException("This JDK has no X.509 trust manager");
    }
}
