package io.dialtone.cluster.link;

import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.tls.TlsSession;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of which the other end of a link must show a certificate, as {@code pinned_certs} has them. TLS looks at them when a
 * connection is made; this does when they change afterwards. Immutable.
 *
 * @param keys lower-case hex SHA-256; empty: any will do
 */
public record PinnedKeys(Set<String> keys) {
    /** What a tls block says, or none. */
    public static PinnedKeys of(@Nullable TlsOptions tls) {
        return new PinnedKeys(tls == null ? Set.of() : tls.pinnedCerts());
    }

    /** Whether a link may stay whose handshakes are over; one in clear has shown nothing. */
    public boolean admit(LinkWire wire) {
        TlsSession session = wire.tls();
        return keys.isEmpty() || session != null && session.isPinned(keys);
    }

    /** What the log says when a reload has ended links. */
    public static String notice(int links) {
        return "Disconnect " + links + " clients due to pinned certs reload";
    }
}
