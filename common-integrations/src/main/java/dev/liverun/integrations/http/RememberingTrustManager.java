package dev.liverun.integrations.http;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Leaves the decision to the JDK's trust manager, and lets a refusal carry the refused certificate: a handshake that
 * fails tells nobody else which one it was.
 */
final class RememberingTrustManager extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager jdk;

    RememberingTrustManager(X509ExtendedTrustManager jdk) {
        this.jdk = jdk;
    }

    /** The refusal together with the server's own certificate. */
    static final class RefusedCertificateException extends CertificateException {

        private static final long serialVersionUID = 1;

        private final X509Certificate certificate;

        RefusedCertificateException(X509Certificate certificate, CertificateException cause) {
            super(cause);
            this.certificate = certificate;
        }

        X509Certificate certificate() {
            return certificate;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, authType, engine);
            // The JDK does not look at the dates of a certificate that is itself among the trusted ones.
            chain[0].checkValidity();
        } catch (CertificateException e) {
            throw chain.length == 0 ? e : new RefusedCertificateException(chain[0], e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdk.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }
}
