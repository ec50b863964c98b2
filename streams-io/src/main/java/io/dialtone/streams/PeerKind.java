package io.dialtone.streams;

/** Who is at the other end of a connection, as nats-server's log names it where TLS is concerned. */
public enum PeerKind {
    CLIENT("client"),
    ROUTE("route"),
    GATEWAY("gateway"),
    LEAF("leafnode");

    private final String word;

    PeerKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Whether probes and plain peers are expected at such a port, so that the log makes nothing of them. */
    boolean isProbed() {
        return this == CLIENT || this == LEAF;
    }

    /** Whether TLS comes first, without a word in clear, and both sides show certificates, whatever the tls block says. */
    boolean isImplicit() {
        return this == ROUTE || this == GATEWAY;
    }
}
