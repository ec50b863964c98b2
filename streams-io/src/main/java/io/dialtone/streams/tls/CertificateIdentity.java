package io.dialtone.streams.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names in a client certificate by which {@code verify_and_map} looks for its user.
 *
 * @param emails subject alternative names of that kind, in order
 * @param dnsNames likewise
 * @param uris likewise
 * @param subject the subject as Go prints it, without what Go does not know
 * @param subjectWithDomain the same with its domain components behind it, or null when it has none
 */
public record CertificateIdentity(
        List<String> emails,
        List<String> dnsNames,
        List<String> uris,
        String subject,
        @Nullable String subjectWithDomain,
        DistinguishedName name) {
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;

    /**
     * The user found.
     *
     * @param user its name in the configuration
     * @param logLine what the debug log says about how it was found
     */
    public record Match(String user, String logLine) {}

    /** Copies the lists. */
    public CertificateIdentity {
        emails = List.copyOf(emails);
        dnsNames = List.copyOf(dnsNames);
        uris = List.copyOf(uris);
    }

    /** Reads the names of a certificate. */
    public static CertificateIdentity of(X509Certificate certificate) {
        DistinguishedName name =
                DistinguishedName.of(certificate.getSubjectX500Principal().getEncoded());
        String subject = name.goRdnSequence();
        String domain = name.domainComponents();
        return new CertificateIdentity(
                alternatives(certificate, EMAIL),
                alternatives(certificate, DNS),
                alternatives(certificate, URI),
                subject,
                domain.isEmpty() ? null : subject + "," + domain,
                name);
    }

    private static List<String> alternatives(X509Certificate certificate, int kind) {
        List<String> found = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (List<?> one : all) {
                    if (Integer.valueOf(kind).equals(one.get(0))) {
                        found.add(String.valueOf(one.get(1)));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return found;
    }

    /**
     * The user that this certificate stands for, looked for in nats-server's order: e-mail, DNS and URI names, then the
     * subject as a distinguished name (in the order written, then in any), then its text with and without domain
     * components.
     *
     * @param users the names of the users that may connect this way
     */
    public Optional<Match> userIn(Set<String> users) {
        return first(emails, users, "Using email found in cert for auth [")
                .or(() -> first(dnsNames, users, "Using SAN found in cert for auth ["))
                .or(() -> first(uris, users, "Using URI found in cert for auth ["))
                .or(() -> byName(users))
                .or(() -> subjectWithDomain == null
                        ? Optional.empty()
                        : first(List.of(subjectWithDomain), users, "Using RDNSequence for auth ["))
                .or(() -> first(List.of(subject), users, "Using certificate subject for auth ["));
    }

    /** What the debug log says when no user was found. */
    public String notFoundLine() {
        return "User in cert [" + quoted(subject) + "], not found";
    }

    private static Optional<Match> first(List<String> names, Set<String> users, String how) {
        for (String name : names) {
            if (users.contains(name)) {
                return Optional.of(new Match(name, how + quoted(name) + "]"));
            }
        }
        return Optional.empty();
    }

    private Optional<Match> byName(Set<String> users) {
        DnPattern own = name.pattern();
        if (own == null) {
            return Optional.empty();
        }
        String reordered = null;
        for (String user : users) {
            DnPattern pattern = DnPattern.parse(user);
            if (pattern != null && pattern.sameOrder(own)) {
                return Optional.of(byName(user));
            }
            if (pattern != null && reordered == null && pattern.anyOrder(own)) {
                reordered = user;
            }
        }
        return Optional.ofNullable(reordered).map(CertificateIdentity::byName);
    }

    private static Match byName(String user) {
        return new Match(user, "Using DistinguishedNameMatch for auth [" + quoted(user) + "]");
    }

    private static String quoted(String text) {
        return io.dialtone.streams.GoQuote.quote(text);
    }
}
