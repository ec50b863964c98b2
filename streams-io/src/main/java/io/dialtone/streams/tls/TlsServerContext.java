package io.dialtone.streams.tls;

import io.dialtone.conf.TlsOptions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The server side of one tls block: immutable, made anew by every reload, shared by all connections of a listener. Its
 * session cache (tickets of TLS 1.3, ids of 1.2) lives as long as it does, so a reload never resumes what it no longer allows.
 */
public final class TlsServerContext implements TlsContext {
    private final SSLContext context;
    private final TlsSettings settings;
    private final TlsOptions options;
    private final boolean verify;
    private final @Nullable Instant notAfter;

    TlsServerContext(SSLContext context, TlsSettings settings, TlsOptions options, @Nullable Instant notAfter) {
        this.context = context;
        this.settings = settings;
        this.options = options;
        this.verify = options.verify() || options.verifyAndMap();
        this.notAfter = notAfter;
    }

    @Override
    public TlsOptions options() {
        return options;
    }

    /** Whether a client must show a certificate that verifies. */
    public boolean verifiesClients() {
        return verify;
    }

    /** Public keys of which a client must have one, lower-case hex SHA-256; empty for any. */
    public Set<String> pinnedCerts() {
        return options.pinnedCerts();
    }

    /** When the (first) certificate expires; null without one. */
    public @Nullable Instant certificateNotAfter() {
        return notAfter;
    }

    @Override
    public List<String> warnings() {
        return settings.warnings();
    }

    /** An engine for one client connection. */
    public SSLEngine newEngine() {
        return engine(verify);
    }

    /**
     * An engine for HTTPS monitoring, where what clients of the server must show does not count.
     *
     * @param demandCertificate whether those who look must show a certificate
     */
    public SSLEngine newMonitoringEngine(boolean demandCertificate) {
        return engine(demandCertificate);
    }

    private SSLEngine engine(boolean demandCertificate) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        settings.into(parameters);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setNeedClientAuth(demandCertificate);
        engine.setSSLParameters(parameters);
        return engine;
    }
}
