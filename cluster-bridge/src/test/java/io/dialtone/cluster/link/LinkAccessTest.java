package io.dialtone.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.cluster.protocol.ServerConnect;
import io.dialtone.conf.ClusterOptions;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.tls.CertificateIdentity;
import io.dialtone.streams.tls.TlsSession;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may connect as a route. */
class LinkAccessTest {
    private static LinkAccess access(ClusterOptions options) {
        return LinkAccess.of(options);
    }

    private static ClusterOptions withTls(TlsOptions tls) {
        return ClusterOptions.builder()
                .routes(List.of("nats://one.example.com:6222"))
                .user("CN=route")
                .tls(tls)
                .build();
    }

    private static TlsSession session(String dnsName, String subject) {
        return new TlsSession(
                "1.3",
                "TLS_AES_128_GCM_SHA256",
                List.of(),
                new CertificateIdentity(List.of(), List.of(dnsName), List.of(), subject, null, subject));
    }

    private static ServerConnect connect(String user, String password) {
        return ServerConnect.builder().user(user).password(password).build();
    }

    @Test
    void everybodyIsWelcomeWhereNoCredentialsAreWanted() {
        assertThat(access(ClusterOptions.defaults()).admits(connect("", ""), null))
                .isTrue();
    }

    @Test
    void userAndPasswordMustBeThose() {
        LinkAccess access =
                access(ClusterOptions.builder().user("r").password("secret").build());
        assertThat(access.admits(connect("r", "secret"), null)).isTrue();
        assertThat(access.admits(connect("r", "other"), null)).isFalse();
        assertThat(access.admits(connect("x", "secret"), null)).isFalse();
    }

    @Test
    void aKnownAddressInTheCertificateIsEnoughWhereThatIsAsked() {
        LinkAccess access = access(withTls(TlsOptions.defaults().with(b -> b.checkKnownUrls(true))));
        assertThat(access.admits(connect("", ""), session("one.example.com", "CN=any")))
                .isTrue();
        assertThat(access.admits(connect("", ""), session("two.example.com", "CN=any")))
                .isFalse();
        assertThat(access.admits(connect("CN=route", ""), null)).isFalse();
    }

    @Test
    void theCertificateMayNameTheUser() {
        LinkAccess access = access(withTls(TlsOptions.defaults().with(b -> b.verifyAndMap(true))));
        assertThat(access.admits(connect("", ""), session("two.example.com", "CN=route")))
                .isTrue();
        assertThat(access.admits(connect("", ""), session("one.example.com", "CN=any")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "one.example.com, ONE.example.com, true",
        "*.example.com, one.example.com, true",
        "*.example.com, a.one.example.com, false",
        "one.*.com, one.example.com, false",
    })
    void aStarStandsForTheFirstLabelOnly(String inCertificate, String configured, boolean matches) {
        assertThat(LinkAccess.matches(inCertificate, configured)).isEqualTo(matches);
    }

    @Test
    void credentialsMayTakeAsLongAsTlsAndASecondMore() {
        assertThat(access(ClusterOptions.defaults()).limit()).isEqualTo(Duration.ofSeconds(2));
        assertThat(access(withTls(TlsOptions.defaults().with(b -> b.timeout(Duration.ofSeconds(4)))))
                        .limit())
                .isEqualTo(Duration.ofSeconds(5));
    }
}
