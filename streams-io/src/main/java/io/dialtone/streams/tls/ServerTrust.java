package io.dialtone.streams.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Verifies the certificate of the one server that was dialled, in Go's order, since the log shows the first thing that is
 * wrong: is it the time of it, is it made out to that server, did an authority sign it.
 */
final class ServerTrust extends PeerTrust {
    private final String name;

    /** @param name a host name or an address */
    ServerTrust(X509ExtendedTrustManager authorities, String name) {
        super(authorities);
        this.name = name;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        String outside = RejectedChain.outsideValidity(chain[0]);
        if (outside != null) {
            throw RejectedChain.ofServer(outside, false, chain);
        }
        String mismatch = HostNames.mismatch(chain[0], name);
        if (mismatch != null) {
            throw RejectedChain.ofServer(mismatch, true, chain);
        }
        try {
            super.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw RejectedChain.ofServer(e, chain);
        }
    }
}
