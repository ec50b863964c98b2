package io.dialtone.cluster.membership;

import akka.remote.artery.tcp.SSLEngineProvider;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.tls.TlsClientContext;
import io.dialtone.streams.tls.TlsConfigurationException;
import io.dialtone.streams.tls.TlsContext;
import io.dialtone.streams.tls.TlsContexts;
import io.dialtone.streams.tls.TlsServerContext;
import io.dialtone.streams.tls.TlsSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import scala.Option;

/**
 * TLS of Akka's connections from a tls block. As on routes, both sides show a certificate, both are verified, and either must be among
 * {@code pinned_certs} where there are any.
 */
final class ArteryTls implements SSLEngineProvider {
    private final TlsServerContext server;
    private final TlsClientContext client;

    private ArteryTls(TlsServerContext server, TlsClientContext client) {
        this.server = server;
        this.client = client;
    }

    /**
     * Loads the files.
     *
     * @throws TlsConfigurationException when they cannot be used
     */
    static ArteryTls of(TlsOptions options) throws TlsConfigurationException {
        return new ArteryTls(TlsContexts.server(options.with(b -> b.verify(true))), TlsContexts.dialling(options));
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        return server.newEngine();
    }

    /** The certificate must be made out to the name by which the node is dialled. */
    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        return client.newEngine(hostname);
    }

    @Override
    public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
        return verdict(client, session);
    }

    @Override
    public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
        return verdict(server, session);
    }

    private static Option<Throwable> verdict(TlsContext context, SSLSession session) {
        if (context.admits(TlsSession.of(session))) {
            return Option.empty();
        }
        return Option.apply(new SSLPeerUnverifiedException("certificate not pinned"));
    }
}
