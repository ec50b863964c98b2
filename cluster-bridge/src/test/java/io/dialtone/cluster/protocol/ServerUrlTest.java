package io.dialtone.cluster.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {
    @Test
    void readsCredentialsHostPortAndPath() {
        assertThat(ServerUrl.parse("nats-route://ru:r%40p+1@Host.example:6222/ws"))
                .isEqualTo(new ServerUrl("nats-route", "Host.example", 6222, "ru", "r@p+1", "/ws"));
    }

    @Test
    void readsWhatIsLearntWithoutAScheme() {
        assertThat(ServerUrl.parse("127.0.0.1:7422")).isEqualTo(new ServerUrl("", "127.0.0.1", 7422, "", "", ""));
    }

    @Test
    void readsAnIpv6AddressInBrackets() {
        ServerUrl url = ServerUrl.parse("nats://[::1]:6222/");

        assertThat(url.host()).isEqualTo("::1");
        assertThat(url.address()).isEqualTo("[::1]:6222");
    }

    @Test
    void fillsInOnlyWhatWasNotWritten() {
        ServerUrl bare = ServerUrl.parse("nats-leaf://host");
        ServerUrl full = ServerUrl.parse("nats-leaf://u:p@host:1");

        assertThat(bare.withDefaultPort(7422).withDefaultCredentials("a", "b"))
                .isEqualTo(new ServerUrl("nats-leaf", "host", 7422, "a", "b", ""));
        assertThat(full.withDefaultPort(7422).withDefaultCredentials("a", "b")).isEqualTo(full);
    }

    @Test
    void comparesAddressesWithoutLetterCase() {
        assertThat(ServerUrl.parse("nats://HOST:1").address()).isEqualTo(ServerUrl.address("host", 1));
    }

    @Test
    void keepsThePasswordOutOfLogs() {
        assertThat(ServerUrl.parse("nats://u:secret@host:1")).hasToString("nats://u:xxxxx@host:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nats://", "nats://:6222", "nats://h:x", "nats://h:70000", "::1", "nats://u:%zz@h:1"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> ServerUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
