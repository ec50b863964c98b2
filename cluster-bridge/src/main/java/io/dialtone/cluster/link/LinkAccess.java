package io.dialtone.cluster.link;

import io.dialtone.accounts.Secret;
import io.dialtone.cluster.protocol.ServerConnect;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.ClusterOptions;
import io.dialtone.conf.GatewayOptions;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.tls.CertificateIdentity;
import io.dialtone.streams.tls.TlsSession;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which servers may connect to a port for routes or gateways. Immutable.
 *
 * @param user that CONNECT must give; empty for none
 * @param authTimeout zero: the usual
 * @param tls of the port; null for none
 * @param urls of servers that are configured
 */
public record LinkAccess(
        String user,
        String password,
        Duration authTimeout,
        @Nullable TlsOptions tls,
        List<String> urls) {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(2);
    private static final Duration LONGER_THAN_TLS = Duration.ofSeconds(1);

    /** To the port for routes. */
    public static LinkAccess of(ClusterOptions cluster) {
        return new LinkAccess(
                cluster.user(), cluster.password(), cluster.authTimeout(), cluster.tls(), cluster.routes());
    }

    /** To the port for gateways. */
    public static LinkAccess of(GatewayOptions gateway) {
        List<String> urls = gateway.remotes().stream()
                .flatMap(remote -> remote.urls().stream())
                .toList();
        return new LinkAccess(gateway.user(), gateway.password(), gateway.authTimeout(), gateway.tls(), urls);
    }

    /** Whether CONNECT must say who comes. */
    public boolean wantsCredentials() {
        return !user.isEmpty();
    }

    /** How long a server has for its CONNECT. */
    public Duration limit() {
        if (!authTimeout.isZero()) {
            return authTimeout;
        }
        return tls == null ? USUAL_LIMIT : tls.timeout().plus(LONGER_THAN_TLS);
    }

    /** Whether finding out takes so long that it must be done elsewhere. */
    public boolean isCostly() {
        return !byCertificate() && Secret.isHash(password);
    }

    /** Whether the server may connect. */
    public boolean admits(ServerConnect said, @Nullable TlsSession session) {
        if (byCertificate()) {
            return session != null && isKnown(session.identity());
        }
        return !wantsCredentials() || user.equals(said.user()) && Secret.matches(password, said.password());
    }

    private boolean byCertificate() {
        return tls != null && (tls.verifyAndMap() || tls.checkKnownUrls());
    }

    private boolean isKnown(@Nullable CertificateIdentity identity) {
        if (identity == null || tls == null) {
            return false;
        }
        if (tls.checkKnownUrls() && identity.dnsNames().stream().anyMatch(this::isConfigured)) {
            return true;
        }
        return tls.verifyAndMap() && wantsCredentials() && names(identity).anyMatch(user::equals);
    }

    private static Stream<String> names(CertificateIdentity identity) {
        Stream<@Nullable String> subjects =
                Stream.of(identity.distinguishedName(), identity.subjectWithDomain(), identity.subject());
        return Stream.of(
                        identity.emails().stream(),
                        identity.dnsNames().stream(),
                        identity.uris().stream(),
                        subjects.filter(name -> name != null && !name.isEmpty()))
                .flatMap(all -> all);
    }

    private boolean isConfigured(String dnsName) {
        return urls.stream()
                .anyMatch(url -> matches(dnsName, ServerUrl.parse(url).host()));
    }

    /** As RFC 6125 has it: a star stands for the whole first label and for no other. */
    static boolean matches(String dnsName, String host) {
        List<String> pattern = labels(dnsName);
        List<String> name = labels(host);
        int from = pattern.get(0).equals("*") ? 1 : 0;
        return pattern.size() == name.size()
                && pattern.subList(from, pattern.size()).equals(name.subList(from, name.size()));
    }

    private static List<String> labels(String name) {
        return Arrays.asList(name.toLowerCase(Locale.ROOT).split("\\.", -1));
    }
}
