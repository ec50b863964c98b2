package io.dialtone.streams.tls;

import io.dialtone.conf.CertificatePair;
import io.dialtone.conf.TlsOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes JSSE contexts from tls blocks. */
public final class TlsContexts {
    private TlsContexts() {}

    /**
     * Loads the files of a tls block for a listener.
     *
     * @throws TlsConfigurationException with nats-server's text when it cannot be used
     */
    public static TlsServerContext server(TlsOptions options) throws TlsConfigurationException {
        TlsSettings settings = settings(options);
        List<TlsIdentity> identities = identities(options);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new IdentityKeyManager(identities)},
                    new TrustManager[] {new ClientTrust(trust(authorities(options)))},
                    null);
            Instant notAfter = identities.isEmpty()
                    ? null
                    : identities.get(0).leaf().getNotAfter().toInstant();
            return new TlsServerContext(context, settings, options, notAfter);
        } catch (GeneralSecurityException | IOException e) {
            throw settingUp(e);
        }
    }

    /**
     * Loads the files of a tls block for links that this server makes to others.
     *
     * @throws TlsConfigurationException with nats-server's text when it cannot be used
     */
    public static TlsClientContext dialling(TlsOptions options) throws TlsConfigurationException {
        TlsSettings settings = settings(options);
        List<TlsIdentity> identities = identities(options);
        try {
            return new TlsClientContext(
                    new IdentityKeyManager(identities), trust(authorities(options)), settings, options);
        } catch (GeneralSecurityException | IOException e) {
            throw settingUp(e);
        }
    }

    /**
     * Loads the files of a tls block for requests over HTTPS.
     *
     * @throws TlsConfigurationException with nats-server's text when it cannot be used
     */
    public static SSLContext client(TlsOptions options) throws TlsConfigurationException {
        List<TlsIdentity> identities = identities(options);
        List<X509Certificate> authorities = authorities(options);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager trust = options.insecure() ? new AnyServer() : trust(authorities);
            context.init(
                    identities.isEmpty() ? null : new KeyManager[] {new IdentityKeyManager(identities)},
                    new TrustManager[] {trust},
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw settingUp(e);
        }
    }

    private static TlsConfigurationException settingUp(Exception e) {
        return new TlsConfigurationException("error setting up TLS: " + e.getMessage(), e);
    }

    private static TlsSettings settings(TlsOptions options) throws TlsConfigurationException {
        List<String> suites = GoNames.jsseSuites(options.cipherSuites(), options.allowInsecureCipherSuites());
        List<String> groups = GoNames.jsseGroups(options.curvePreferences());
        List<String> protocols = protocols(options.minVersion());
        List<String> warnings = new ArrayList<>();
        SSLParameters can = supported();
        List<String> usableSuites =
                usable(suites, can.getCipherSuites(), "cipher suite", options.cipherSuites(), warnings);
        List<String> usableGroups =
                usable(groups, can.getNamedGroups(), "curve preference", options.curvePreferences(), warnings);
        if (usableGroups.isEmpty()) {
            throw new TlsConfigurationException("no configured curve preference is supported by this Java runtime");
        }
        return new TlsSettings(usableSuites, usableGroups, protocols, warnings);
    }

    private static SSLParameters supported() throws TlsConfigurationException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            return context.getSupportedSSLParameters();
        } catch (GeneralSecurityException e) {
            throw settingUp(e);
        }
    }

    private static List<String> protocols(String minVersion) throws TlsConfigurationException {
        return switch (minVersion) {
            case "1.2", "" -> List.of("TLSv1.3", "TLSv1.2");
            case "1.3" -> List.of("TLSv1.3");
            case "1.0", "1.1" ->
                throw new TlsConfigurationException(
                        "error parsing tls config: unsupported TLS version: TLS " + minVersion);
            default -> throw new TlsConfigurationException("error parsing tls config: unknown version: " + minVersion);
        };
    }

    private static List<TlsIdentity> identities(TlsOptions options) throws TlsConfigurationException {
        boolean cert = !options.certFile().isEmpty();
        boolean key = !options.keyFile().isEmpty();
        if (cert && !options.certs().isEmpty()) {
            throw new TlsConfigurationException(
                    "error parsing tls config, cannot combine 'cert_file' option with 'certs' option");
        }
        if (cert && !key) {
            throw new TlsConfigurationException("missing 'key_file' in TLS configuration");
        }
        if (key && !cert) {
            throw new TlsConfigurationException("missing 'cert_file' in TLS configuration");
        }
        if (cert) {
            return List.of(identity(options.certFile(), options.keyFile(), ""));
        }
        List<TlsIdentity> all = new ArrayList<>();
        int count = options.certs().size();
        for (CertificatePair pair : options.certs()) {
            all.add(identity(pair.certFile(), pair.keyFile(), " " + (all.size() + 1) + "/" + count));
        }
        return all;
    }

    private static TlsIdentity identity(String certFile, String keyFile, String which)
            throws TlsConfigurationException {
        try {
            return TlsIdentity.load(certFile, keyFile);
        } catch (TlsConfigurationException e) {
            throw new TlsConfigurationException(
                    "error parsing X509 certificate/key pair" + which + ": " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> authorities(TlsOptions options) throws TlsConfigurationException {
        if (options.caFile().isEmpty()) {
            return List.of();
        }
        List<X509Certificate> all = TlsIdentity.authorities(options.caFile());
        if (all.isEmpty()) {
            throw new TlsConfigurationException("failed to parse root ca certificate");
        }
        return all;
    }

    /** Trusts the given authorities; with none given, those of the Java runtime. */
    private static X509ExtendedTrustManager trust(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = null;
        if (!authorities.isEmpty()) {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("ca" + i, authorities.get(i));
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager m : factory.getTrustManagers()) {
            if (m instanceof X509ExtendedTrustManager x) {
                return x;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }

    /** Those of the names the runtime has; what was asked for by name and is missing is worth a warning. */
    private static List<String> usable(
            List<String> wanted,
            String @Nullable [] available,
            String what,
            List<String> configured,
            List<String> warnings) {
        if (available == null) {
            return wanted;
        }
        List<String> usable = GoNames.supported(wanted, Set.of(available));
        for (String name : wanted) {
            if (!configured.isEmpty() && !usable.contains(name)) {
                warnings.add("TLS " + what + " " + GoNames.goSuite(name) + " is not supported by this Java runtime");
            }
        }
        return usable;
    }
}
