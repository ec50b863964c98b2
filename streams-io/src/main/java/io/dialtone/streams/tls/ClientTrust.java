package io.dialtone.streams.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Verifies client certificates against the configured authorities and says in Go's words why one is refused. */
final class ClientTrust extends PeerTrust {
    ClientTrust(X509ExtendedTrustManager authorities) {
        super(authorities);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            super.checkClientTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw RejectedChain.ofClient(e, chain);
        }
    }
}
