package io.dialtone.streams.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("ca");

    private static X509Certificate of(String subject, GeneralName... names) {
        return AUTHORITY
                .issue(new TestAuthority.Request().subject(subject).names(names))
                .certificate();
    }

    private static GeneralName dns(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    private static GeneralName ip(String address) {
        return new GeneralName(GeneralName.iPAddress, address);
    }

    @ParameterizedTest
    @CsvSource({
        "a.example, a.example, true",
        "a.example, A.Example, true",
        "a.example, a.example., true",
        "a.example, b.example, false",
        "*.example, a.example, true",
        "*.example, a.b.example, false",
        "*.example, example, false",
        "a.*.example, a.b.example, false",
        "a*.example, ab.example, false",
        "nats_1, nats_1, true",
        "'', '', false",
    })
    void matchesAsGoDoes(String pattern, String host, boolean matches) {
        assertThat(HostNames.matches(pattern, host)).isEqualTo(matches);
    }

    @Test
    void addressesAreComparedAsAddresses() {
        X509Certificate certificate = of("CN=x", dns("10.0.0.1"), ip("127.0.0.1"), ip("::1"));
        assertThat(HostNames.mismatch(certificate, "127.0.0.1")).isNull();
        assertThat(HostNames.mismatch(certificate, "::1")).isNull();
        assertThat(HostNames.mismatch(certificate, "[0:0:0:0:0:0:0:1]")).isNull();
        // A DNS name that looks like an address is none.
        assertThat(HostNames.mismatch(certificate, "10.0.0.1"))
                .startsWith("x509: certificate is valid for 127.0.0.1, ");
    }

    @Test
    void theCommonNameIsNoName() {
        assertThat(HostNames.mismatch(of("CN=a.example"), "a.example"))
                .isEqualTo("x509: certificate relies on legacy Common Name field, use SANs instead");
        assertThat(HostNames.mismatch(of("CN=a.example"), "b.example"))
                .isEqualTo("x509: certificate is not valid for any names, but wanted to match b.example");
        assertThat(HostNames.mismatch(of("CN=a.example", dns("c.example")), "a.example"))
                .isEqualTo("x509: certificate is valid for c.example, not a.example");
    }
}
