package io.dialtone.streams.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among several identities as nats-server does: the first one that carries the name the client asked for and whose
 * key the client can verify; failing that the first whose key it can verify; failing that the first.
 */
final class IdentityKeyManager extends X509ExtendedKeyManager {
    private final List<TlsIdentity> identities;

    IdentityKeyManager(List<TlsIdentity> identities) {
        this.identities = List.copyOf(identities);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        if (identities.isEmpty()) {
            return null;
        }
        int chosen = choose(engine == null ? null : engine.getHandshakeSession());
        String family = TlsIdentity.family(identities.get(chosen).key().getAlgorithm());
        // Asked once for each kind of key; TLS 1.2 names kinds such as "EC_EC" and "RSA".
        return TlsIdentity.family(keyType.startsWith("EC_") ? "EC" : keyType).equals(family) ? "" + chosen : null;
    }

    private int choose(javax.net.ssl.@Nullable SSLSession session) {
        if (identities.size() == 1 || !(session instanceof ExtendedSSLSession s)) {
            return 0;
        }
        String wanted = serverName(s);
        String[] algorithms = s.getPeerSupportedSignatureAlgorithms();
        int fallback = -1;
        for (int i = 0; i < identities.size(); i++) {
            TlsIdentity identity = identities.get(i);
            if (canVerify(algorithms, TlsIdentity.family(identity.key().getAlgorithm()))) {
                if (wanted == null || names(identity.leaf(), wanted)) {
                    return i;
                }
                fallback = fallback < 0 ? i : fallback;
            }
        }
        return Math.max(fallback, 0);
    }

    private static @Nullable String serverName(ExtendedSSLSession session) {
        for (SNIServerName name : session.getRequestedServerNames()) {
            if (name instanceof SNIHostName host) {
                return host.getAsciiName().toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    private static boolean canVerify(String[] algorithms, String family) {
        String ending = switch (family) {
            case "RSA" -> "withRSA";
            case "EC" -> "withECDSA";
            default -> "Ed25519";
        };
        for (String algorithm : algorithms) {
            if (algorithm.endsWith(ending) || family.equals("RSA") && algorithm.startsWith("RSASSA-PSS")) {
                return true;
            }
        }
        return algorithms.length == 0;
    }

    private static boolean names(X509Certificate certificate, String host) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives == null) {
                return false;
            }
            for (List<?> name : alternatives) {
                if (Integer.valueOf(2).equals(name.get(0)) && matches(String.valueOf(name.get(1)), host)) {
                    return true;
                }
            }
        } catch (CertificateParsingException e) {
            return false;
        }
        return false;
    }

    private static boolean matches(String pattern, String host) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("*.")) {
            return lower.equals(host);
        }
        int dot = host.indexOf('.');
        return dot > 0 && lower.substring(1).equals(host.substring(dot));
    }

    private @Nullable TlsIdentity identity(@Nullable String alias) {
        return alias == null ? null : identities.get(Integer.parseInt(alias));
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        TlsIdentity identity = identity(alias);
        return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        TlsIdentity identity = identity(alias);
        return identity == null ? null : identity.key();
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineClientAlias(keyType, issuers, null);
    }

    /** As in Go: the first whose key the server can verify and whose chain leads to an authority that it named. */
    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        for (int i = 0; i < identities.size(); i++) {
            TlsIdentity identity = identities.get(i);
            String family = TlsIdentity.family(identity.key().getAlgorithm());
            boolean verifiable =
                    Arrays.stream(keyTypes).map(TlsIdentity::family).anyMatch(family::equals);
            if (verifiable && isKnown(identity, issuers)) {
                return "" + i;
            }
        }
        return null;
    }

    private static boolean isKnown(TlsIdentity identity, Principal @Nullable [] issuers) {
        return issuers == null
                || issuers.length == 0
                || identity.chain().stream()
                        .anyMatch(c -> Arrays.asList(issuers).contains(c.getIssuerX500Principal()));
    }
}
