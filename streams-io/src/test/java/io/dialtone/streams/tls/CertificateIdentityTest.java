package io.dialtone.streams.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.streams.tls.CertificateIdentity.Match;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateIdentityTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("ca");

    private static CertificateIdentity identity(X500Name subject, GeneralName... names) {
        return CertificateIdentity.of(AUTHORITY
                .issue(new TestAuthority.Request().subject(subject).names(names))
                .certificate());
    }

    /** C, O, OU, CN in this order, as most tools write them, with two units and a domain. */
    private static X500Name subject() {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.DC, "com")
                .addRDN(BCStyle.DC, "example")
                .addRDN(BCStyle.OU, "a")
                .addRDN(BCStyle.OU, "b")
                .addRDN(BCStyle.CN, "www, inc")
                .build();
    }

    @Test
    void writesTheSubjectAsGoDoes() {
        CertificateIdentity identity = identity(subject());
        assertThat(identity.subject()).isEqualTo("CN=www\\, inc,OU=a+OU=b");
        assertThat(identity.subjectWithDomain()).isEqualTo("CN=www\\, inc,OU=a+OU=b,DC=com,DC=example");
        String shown = PeerCertificate.of(AUTHORITY
                        .issue(new TestAuthority.Request().subject(subject()))
                        .certificate())
                .subject();
        assertThat(shown)
                .isEqualTo("CN=www\\, inc,OU=a+OU=b,"
                        + "0.9.2342.19200300.100.1.25=#13076578616d706c65,0.9.2342.19200300.100.1.25=#1303636f6d");
    }

    @Test
    void looksForEmailThenDnsThenUriThenSubject() {
        CertificateIdentity identity = identity(
                new X500Name("CN=cn"),
                new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://x/y"),
                new GeneralName(GeneralName.dNSName, "host.example"),
                new GeneralName(GeneralName.rfc822Name, "me@example"));
        Set<String> users = new LinkedHashSet<>(List.of("CN=cn", "spiffe://x/y", "host.example", "me@example"));
        assertThat(identity.userIn(users))
                .contains(new Match("me@example", "Using email found in cert for auth [\"me@example\"]"));
        users.remove("me@example");
        assertThat(identity.userIn(users))
                .contains(new Match("host.example", "Using SAN found in cert for auth [\"host.example\"]"));
        users.remove("host.example");
        assertThat(identity.userIn(users))
                .contains(new Match("spiffe://x/y", "Using URI found in cert for auth [\"spiffe://x/y\"]"));
        users.remove("spiffe://x/y");
        assertThat(identity.userIn(users))
                .contains(new Match("CN=cn", "Using DistinguishedNameMatch for auth [\"CN=cn\"]"));
        users.remove("CN=cn");
        assertThat(identity.userIn(users)).isEmpty();
        assertThat(identity.notFoundLine()).isEqualTo("User in cert [\"CN=cn\"], not found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=www\\, inc,OU=b,OU=a,DC=example,DC=com",
                "cn=www\\2C inc , ou=b, ou = a,dc=example,DC=com",
                "DC=com,DC=example,OU=a,OU=b,CN=www\\, inc"
            })
    void theSubjectMatchesAUserWrittenAsADistinguishedName(String user) {
        assertThat(identity(subject()).userIn(Set.of(user)).map(Match::user)).contains(user);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=www\\, inc,OU=b,OU=a",
                "CN=WWW\\, inc,OU=b,OU=a,DC=example,DC=com",
                "CN=www\\, inc,OU=b,OU=b,DC=example,DC=com",
                "CN=www\\, inc+OU=b,OU=a,DC=example,DC=com",
                "CN",
                "CN=#04",
                "CN=a\\",
                "CN=a\\zz",
                ""
            })
    void andNoUserThatDiffers(String user) {
        assertThat(identity(subject()).userIn(Set.of(user))).isEmpty();
    }

    @Test
    void theUserInTheOrderOfTheCertificateIsPreferred() {
        String exact = "CN=www\\, inc,OU=b,OU=a,DC=example,DC=com";
        Set<String> users = new LinkedHashSet<>(List.of("DC=com,DC=example,OU=a,OU=b,CN=www\\, inc", exact));
        assertThat(identity(subject()).userIn(users).map(Match::user)).contains(exact);
    }

    @Test
    void theTextsOfTheSubjectAreTriedLast() {
        String withDomain = "CN=www\\, inc,OU=a+OU=b,DC=com,DC=example";
        assertThat(identity(subject()).userIn(Set.of(withDomain)))
                .contains(new Match(
                        withDomain, "Using RDNSequence for auth [\"CN=www\\\\, inc,OU=a+OU=b,DC=com,DC=example\"]"));
        assertThat(identity(subject()).userIn(Set.of("CN=www\\, inc,OU=a+OU=b")).map(Match::logLine))
                .contains("Using certificate subject for auth [\"CN=www\\\\, inc,OU=a+OU=b\"]");
    }
}
