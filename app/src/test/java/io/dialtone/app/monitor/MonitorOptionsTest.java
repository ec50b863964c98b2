package io.dialtone.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.conf.Options;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

class MonitorOptionsTest {

    @Test
    void withoutAPortMonitoringIsNotWanted() {
        assertThat(MonitorOptions.isWanted(Options.defaults())).isFalse();
        assertThat(MonitorOptions.isWanted(ports(8222, 0))).isTrue();
        assertThat(MonitorOptions.isWanted(ports(0, -1))).isTrue();
    }

    @Test
    void hostIsThatOfTheClientListenerUnlessGiven() {
        Options options = ports(8222, 0);
        assertThat(MonitorOptions.of(options, null, "dialtone", MonitorAccess.open())
                        .host())
                .isEqualTo(options.client().host());
        Options withHost = options.with(o -> o.monitoring(options.monitoring().with(m -> m.host("127.0.0.1"))));
        assertThat(MonitorOptions.of(withHost, null, "dialtone", MonitorAccess.open())
                        .host())
                .isEqualTo("127.0.0.1");
    }

    @Test
    void minusOneIsAnyFreePort() {
        assertThat(MonitorOptions.of(ports(-1, 0), null, "dialtone", MonitorAccess.open())
                        .port())
                .isZero();
    }

    @Test
    void tlsIsForHttpsOnly() {
        Supplier<SSLEngine> tls = MonitorOptionsTest::notAskedFor;
        assertThat(MonitorOptions.of(ports(8222, 0), tls, "dialtone", MonitorAccess.open())
                        .tls())
                .isNull();
        assertThat(MonitorOptions.of(ports(0, 8443), tls, "dialtone", MonitorAccess.open())
                        .tls())
                .isSameAs(tls);
    }

    @Test
    void httpsWithoutTlsIsRefused() {
        assertThatThrownBy(() -> MonitorOptions.of(ports(0, 8443), null, "dialtone", MonitorAccess.open()))
                .isInstanceOfSatisfying(
                        MonitorException.class,
                        e -> assertThat(e.logLine())
                                .isEqualTo("Can't start monitoring: TLS cert and key required for HTTPS"));
    }

    @Test
    void bothPortsAreRefused() {
        assertThatThrownBy(() -> MonitorOptions.of(
                        ports(42857, 58261), MonitorOptionsTest::notAskedFor, "dialtone", MonitorAccess.open()))
                .isInstanceOf(MonitorException.class)
                .hasMessage("can't specify both HTTP (42857) and HTTPs (58261) ports");
    }

    private static Options ports(int http, int https) {
        Options defaults = Options.defaults();
        return defaults.with(o ->
                o.monitoring(defaults.monitoring().with(m -> m.httpPort(http).httpsPort(https))));
    }

    private static SSLEngine notAskedFor() {
        throw new IllegalStateException("nobody connects");
    }
}
