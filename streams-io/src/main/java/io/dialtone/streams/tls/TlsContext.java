package io.dialtone.streams.tls;

import io.dialtone.conf.TlsOptions;
import java.util.List;

/** One side of one tls block, its files loaded: immutable, made anew by every reload, shared by connections. */
public sealed interface TlsContext permits TlsServerContext, TlsClientContext {
    /** What it was made from. */
    TlsOptions options();

    /** What was configured and this Java runtime cannot do; for the log at start. */
    List<String> warnings();

    /** Whether {@code pinned_certs} lets in who showed these certificates. */
    default boolean admits(TlsSession session) {
        return session.isPinned(options().pinnedCerts());
    }
}
