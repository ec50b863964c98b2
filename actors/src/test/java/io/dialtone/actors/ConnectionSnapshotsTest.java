package io.dialtone.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.actors.monitor.ConnectionInfo;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.tls.PeerCertificate;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionSnapshotsTest {

    private final ConnectionInfoCard card =
            new ConnectionInfoCard(7, new InetSocketAddress(InetAddress.getLoopbackAddress(), 4321));

    @Test
    void connectionThatSaidNothingHasAnAddressAndAStart() {
        ConnectionInfo connection = ConnectionSnapshots.describe(card);
        assertThat(connection.cid()).isEqualTo(7);
        assertThat(connection.port()).isEqualTo(4321);
        assertThat(connection.isOpen()).isTrue();
        assertThat(connection.lastActivity()).isEqualTo(connection.start());
        assertThat(connection.tls()).isNull();
    }

    @Test
    void tlsSessionIsShownWithTheCertificatesOfTheClient() {
        PeerCertificate certificate = new PeerCertificate("CN=client", "aa", "bb", "");
        card.secured(new TlsSession("1.3", "TLS_AES_128_GCM_SHA256", List.of(certificate), null), true);
        assertThat(ConnectionSnapshots.describe(card).tls())
                .isEqualTo(new ConnectionInfo.Tls(
                        "1.3",
                        "TLS_AES_128_GCM_SHA256",
                        List.of(new ConnectionInfo.PeerCertificate("CN=client", "aa", "bb")),
                        true));
    }

    @Test
    void endIsShownWithItsReason() {
        card.closed(CloseReason.STALE_CONNECTION, List.of());
        ConnectionInfo.Closed closed = ConnectionSnapshots.describe(card).closed();
        assertThat(closed).isNotNull();
        assertThat(closed.reason()).isEqualTo("Stale Connection");
    }
}
