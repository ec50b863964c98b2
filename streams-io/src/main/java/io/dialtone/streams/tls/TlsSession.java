package io.dialtone.streams.tls;

import java.util.List;
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
}
