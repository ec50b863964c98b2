package io.dialtone.actors;

import io.dialtone.accounts.CertificateNames;
import io.dialtone.accounts.CertificateNames.Candidate;
import io.dialtone.accounts.CertificateNames.Kind;
import io.dialtone.streams.tls.CertificateIdentity;
import io.dialtone.streams.tls.TlsSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What TLS found in a client's certificate, as authentication wants it. */
final class CertificateCandidates {
    private CertificateCandidates() {}

    /** The names in the order in which they are tried; null without a certificate. */
    static @Nullable CertificateNames of(@Nullable TlsSession tls) {
        CertificateIdentity identity = tls == null ? null : tls.identity();
        if (identity == null) {
            return null;
        }
        List<Candidate> names = new ArrayList<>();
        identity.emails().forEach(name -> names.add(new Candidate(Kind.EMAIL, name)));
        identity.dnsNames().forEach(name -> names.add(new Candidate(Kind.DNS, name)));
        identity.uris().forEach(name -> names.add(new Candidate(Kind.URI, name)));
        add(names, Kind.DISTINGUISHED_NAME, identity.distinguishedName());
        add(names, Kind.SUBJECT_WITH_DOMAIN, identity.subjectWithDomain());
        add(names, Kind.SUBJECT, identity.subject());
        return new CertificateNames(names);
    }

    private static void add(List<Candidate> names, Kind kind, @Nullable String name) {
        if (name != null && !name.isEmpty()) {
            names.add(new Candidate(kind, name));
        }
    }
}
