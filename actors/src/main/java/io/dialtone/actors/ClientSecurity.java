package io.dialtone.actors;

import io.dialtone.conf.ClientOptions;
import io.dialtone.conf.Options;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.ListenerSecurity;
import io.dialtone.streams.tls.HandshakeRate;
import io.dialtone.streams.tls.TlsConfigurationException;
import io.dialtone.streams.tls.TlsContexts;
import io.dialtone.streams.tls.TlsServerContext;
import java.util.concurrent.Executor;

/** What the options say about how connections of the client port begin. */
final class ClientSecurity {
    private ClientSecurity() {}

    /**
     * Loads what the tls block names.
     *
     * @param handshakes runs the costly steps of handshakes
     * @throws IllegalArgumentException when the tls block cannot be used
     */
    static ListenerSecurity of(Options options, Executor handshakes) {
        ClientOptions client = options.client();
        TlsOptions tls = client.tls();
        if (tls == null) {
            return new ListenerSecurity(null, false, client.proxyProtocol(), null, handshakes);
        }
        try {
            TlsServerContext context = TlsContexts.server(tls);
            long limit = tls.connectionRateLimit();
            HandshakeRate rate = limit > 0 ? new HandshakeRate(limit, System::nanoTime) : null;
            return new ListenerSecurity(context, client.allowNonTls(), client.proxyProtocol(), rate, handshakes);
        } catch (TlsConfigurationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
