package io.dialtone.streams.tls;

import java.util.List;

/** Why a TLS connection failed, in the words that nats-server's log has for it (they are those of Go's library). */
public sealed interface TlsFailure {
    /** What follows {@code TLS handshake error: } in the log. */
    String text();

    /** Whether it is but a probe, a health check or a plain client, which is logged at debug level only. */
    default boolean isProbe() {
        return false;
    }

    /**
     * The first bytes are no TLS record.
     *
     * @param http but the beginning of a request for a page
     */
    record NotTls(boolean http) implements TlsFailure {
        @Override
        public String text() {
            return "tls: first record does not look like a TLS handshake";
        }

        @Override
        public boolean isProbe() {
            return true;
        }
    }

    /** The peer went away before the handshake was over. */
    record EndOfInput() implements TlsFailure {
        @Override
        public String text() {
            return "EOF";
        }
    }

    /** The connection broke before the handshake was over. */
    record ReadFailed(String reason) implements TlsFailure {
        @Override
        public String text() {
            return "read tcp: " + reason;
        }
    }

    /** The handshake took longer than {@code tls.timeout}. */
    record HandshakeTimeout() implements TlsFailure {
        @Override
        public String text() {
            return "TLS handshake timeout";
        }

        @Override
        public boolean isProbe() {
            return true;
        }
    }

    /** A client certificate is demanded and none came. */
    record NoClientCertificate() implements TlsFailure {
        @Override
        public String text() {
            return "tls: client didn't provide a certificate";
        }
    }

    /**
     * The peer's certificate is not accepted.
     *
     * @param reason such as {@code x509: certificate signed by unknown authority}
     * @param chain subject and fingerprint of each certificate it sent
     * @param wrongName whether a dialled server's certificate is made out to somebody else
     */
    record CertificateRejected(String reason, List<String> chain, boolean wrongName) implements TlsFailure {
        /** Copies the list. */
        public CertificateRejected {
            chain = List.copyOf(chain);
        }

        @Override
        public String text() {
            String detail = chain.isEmpty() ? "" : " (" + String.join("; ", chain) + ")";
            return "tls: failed to verify certificate: " + reason + detail;
        }
    }

    /** {@code pinned_certs} does not list the peer's certificate, or it sent none. */
    record NotPinned() implements TlsFailure {
        @Override
        public String text() {
            return "certificate not pinned";
        }
    }

    /** The peer sent a fatal alert. */
    record PeerAlert(String alert) implements TlsFailure {
        @Override
        public String text() {
            return "remote error: tls: " + alert;
        }
    }

    /** Anything else that breaks the protocol. */
    record Broken(String reason) implements TlsFailure {
        @Override
        public String text() {
            return "tls: " + reason;
        }
    }
}
