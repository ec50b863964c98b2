package io.dialtone.cluster.route;

import io.dialtone.accounts.Secret;
import io.dialtone.cluster.protocol.ServerConnect;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.ClusterOptions;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.tls.CertificateIdentity;
import io.dialtone.streams.tls.TlsSession;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which servers may connect as routes. Immutable. */
record RouteAccess(ClusterOptions cluster) {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(2);
    private static final Duration LONGER_THAN_TLS = Duration.ofSeconds(1);

    /** Whether CONNECT must say who comes. */
    boolean wantsCredentials() {
        return !cluster.user().isEmpty();
    }

    /** How long a server has for its CONNECT. */
    Duration limit() {
        if (!cluster.authTimeout().isZero()) {
            return cluster.authTimeout();
        }
        TlsOptions tls = cluster.tls();
        return tls == null ? USUAL_LIMIT : tls.timeout().plus(LONGER_THAN_TLS);
    }

    /** Whether finding out takes so long that it must be done elsewhere. */
    boolean isCostly() {
        return !byCertificate() && Secret.isHash(cluster.password());
    }

    /** Whether the server may connect. */
    boolean admits(ServerConnect said, @Nullable TlsSession session) {
        if (byCertificate()) {
            return session != null && isKnown(session.identity());
        }
        return !wantsCredentials()
                || cluster.user().equals(said.user()) && Secret.matches(cluster.password(), said.password());
    }

    private boolean byCertificate() {
        TlsOptions tls = cluster.tls();
        return tls != null && (tls.verifyAndMap() || tls.checkKnownUrls());
    }

    private boolean isKnown(@Nullable CertificateIdentity identity) {
        TlsOptions tls = cluster.tls();
        if (identity == null || tls == null) {
            return false;
        }
        if (tls.checkKnownUrls() && identity.dnsNames().stream().anyMatch(this::isConfigured)) {
            return true;
        }
        return tls.verifyAndMap() && wantsCredentials() && names(identity).anyMatch(cluster.user()::equals);
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
        return cluster.routes().stream()
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
