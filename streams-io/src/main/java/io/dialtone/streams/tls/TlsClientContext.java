package io.dialtone.streams.tls;

import io.dialtone.conf.TlsOptions;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The client side of one tls block, for connections that this server makes. Sessions are never resumed, as in nats-server:
 * each connection verifies its server anew.
 */
public final class TlsClientContext implements TlsContext {
    private final IdentityKeyManager keys;
    private final X509ExtendedTrustManager authorities;
    private final TlsSettings settings;
    private final TlsOptions options;

    TlsClientContext(
            IdentityKeyManager keys, X509ExtendedTrustManager authorities, TlsSettings settings, TlsOptions options) {
        this.keys = keys;
        this.authorities = authorities;
        this.settings = settings;
        this.options = options;
    }

    @Override
    public TlsOptions options() {
        return options;
    }

    @Override
    public List<String> warnings() {
        return settings.warnings();
    }

    /**
     * An engine for one connection, which verifies the server's certificate unless the block says {@code insecure}.
     *
     * @param name what the certificate must be made out to, a host name or an address; a host name is also asked for (SNI)
     */
    public SSLEngine newEngine(String name) {
        SSLEngine engine = context(name).createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        settings.into(parameters);
        SNIHostName asked = serverName(name);
        parameters.setServerNames(asked == null ? List.of() : List.of(asked));
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** One for each connection: nothing is remembered between them, and its trust knows the one name it is about. */
    private SSLContext context(String name) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager trust = options.insecure() ? new AnyServer() : new ServerTrust(authorities, name);
            context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a TLS context could be made before", e);
        }
    }

    private static @Nullable SNIHostName serverName(String name) {
        String host = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (host.isEmpty() || HostNames.isAddress(host)) {
            return null;
        }
        try {
            return new SNIHostName(host.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // A name that TLS cannot carry: not asked for, but still compared with the certificate.
            return null;
        }
    }
}
