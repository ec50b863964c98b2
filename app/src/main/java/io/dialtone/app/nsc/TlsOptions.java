package io.dialtone.app.nsc;

import io.dialtone.app.nsc.remote.TlsFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How servers are talked to in secret; variables of the environment say what options do not. */
final class TlsOptions {
    @Option(
            names = "--ca-cert",
            paramLabel = "FILE",
            description = "Authorities that may have signed the server's certificate.")
    @Nullable
    String authorities;

    @Option(names = "--client-cert", paramLabel = "FILE", description = "Certificate to show.")
    @Nullable
    String certificate;

    @Option(names = "--client-key", paramLabel = "FILE", description = "Key of that certificate.")
    @Nullable
    String key;

    @Option(names = "--tls-first", description = "Begin TLS before the server says anything.")
    boolean tlsFirst;

    TlsFiles files(Session session) {
        return new TlsFiles(
                path(session, authorities, "NATS_CA"),
                path(session, certificate, "NATS_CERT"),
                path(session, key, "NATS_KEY"),
                tlsFirst);
    }

    private static @Nullable Path path(Session session, @Nullable String option, String variable) {
        String text = option == null ? session.world.variable(variable) : option;
        return text.isEmpty() ? null : session.world.path(text);
    }
}
