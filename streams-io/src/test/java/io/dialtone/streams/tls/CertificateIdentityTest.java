package io.dialtone.streams.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;

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
    void readsTheAlternativeNames() {
        CertificateIdentity identity = identity(
                new X500Name("CN=cn"),
                new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://x/y"),
                new GeneralName(GeneralName.dNSName, "host.example"),
                new GeneralName(GeneralName.dNSName, "*.example"),
                new GeneralName(GeneralName.rfc822Name, "me@example"));
        assertThat(identity)
                .isEqualTo(new CertificateIdentity(
                        List.of("me@example"),
                        List.of("host.example", "*.example"),
                        List.of("spiffe://x/y"),
                        "CN=cn",
                        null,
                        "CN=cn"));
    }

    @Test
    void writesTheDistinguishedNameLastFirst() {
        assertThat(identity(subject()).distinguishedName()).isEqualTo("CN=www\\, inc,OU=b,OU=a,DC=example,DC=com");
    }

    @Test
    void aSubjectWithAnUnknownAttributeHasNoDistinguishedName() {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.UID, "me")
                .addRDN(BCStyle.CN, "cn")
                .build();
        assertThat(identity(name).distinguishedName()).isNull();
        assertThat(identity(name).subject()).isEqualTo("CN=cn");
    }
}
