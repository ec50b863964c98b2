package io.dialtone.streams.tls;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed in a handshake.
 *
 * @param version as Go prints it, such as {@code 1.3}
 * @param cipherSuite Go's name, such as {@code TLS_AES_128_GCM_SHA256}
 * @param peerCertificates what the peer sent, its own first; empty when it sent none
 * @param identity the names in the peer's own certificate, null when it sent none
 */
public record TlsSession(
        String version,
        String cipherSuite,
        List<PeerCertificate> peerCertificates,
        @Nullable CertificateIdentity identity) {
    /** Copies the list. */
    public TlsSession {
        peerCertificates = List.copyOf(peerCertificates);
    }

    /** Whether the peer showed a certificate of one of these public keys; always where none is pinned. */
    public boolean isPinned(Set<String> pins) {
        return pins.isEmpty()
                || !peerCertificates.isEmpty()
                        && pins.contains(peerCertificates.get(0).spkiSha256());
    }

    /** What a handshake that is over has agreed on. */
    public static TlsSession of(SSLSession s) {
        List<PeerCertificate> peers = new ArrayList<>();
        CertificateIdentity identity = null;
        try {
            for (Certificate c : s.getPeerCertificates()) {
                if (c instanceof X509Certificate x) {
                    peers.add(PeerCertificate.of(x));
                    identity = identity == null ? CertificateIdentity.of(x) : identity;
                }
            }
        } catch (SSLPeerUnverifiedException e) {
            // The usual case of a server: the client sent no certificate because none was asked for.
            identity = null;
        }
        return new TlsSession(GoNames.goVersion(s.getProtocol()), GoNames.goSuite(s.getCipherSuite()), peers, identity);
    }
}
