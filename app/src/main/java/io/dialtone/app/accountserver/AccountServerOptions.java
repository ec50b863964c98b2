package io.dialtone.app.accountserver;

import io.dialtone.app.nsc.remote.TlsFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How an account server runs.
 *
 * @param directory of tokens: an operator's as nsc keeps it, or files named by keys of accounts
 * @param readOnly whether no token is taken
 * @param operator file with the token of the operator; null: the one of nsc's directory
 * @param host to listen on
 * @param port to listen on; 0: any
 * @param tls certificate and key of HTTPS; without: HTTP
 * @param intervalMs between looks at the directory
 */
record AccountServerOptions(
        Path directory,
        boolean readOnly,
        @Nullable Path operator,
        String host,
        int port,
        TlsFiles tls,
        long intervalMs) {
    boolean isSecure() {
        return tls.certificate() != null;
    }
}
