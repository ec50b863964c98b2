package io.dialtone.streams.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names in a client certificate by which {@code verify_and_map} looks for its user, in the order of these components.
 *
 * @param emails subject alternative names of that kind, in order
 * @param dnsNames likewise
 * @param uris likewise
 * @param distinguishedName the subject in RFC 4514's form, null when nats-server has no name for some attribute of it
 * @param subjectWithDomain the subject as Go prints it with its domain components behind it, null when it has none
 * @param subject the subject as Go prints it, without what Go does not know
 */
public record CertificateIdentity(
        List<String> emails,
        List<String> dnsNames,
        List<String> uris,
        @Nullable String distinguishedName,
        @Nullable String subjectWithDomain,
        String subject) {
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;

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
                name.rfc4514(),
                domain.isEmpty() ? null : subject + "," + domain,
                subject);
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
}
