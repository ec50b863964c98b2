package io.dialtone.cluster.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.cluster.protocol.LeafConnect;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeafDiallingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void addressesAreTriedOneAfterTheOtherInTheOrderOfTheConfiguration() {
        RemoteUrls urls = RemoteUrls.of(urls("nats-leaf://a:1", "nats-leaf://b:2", "nats-leaf://c"), null, false);

        assertThat(Stream.generate(() -> urls.next().address()).limit(4))
                .containsExactly("a:1", "b:2", "c:7422", "a:1");
    }

    @Test
    void aShuffledListHasThemAll() {
        RemoteUrls urls = RemoteUrls.of(urls("nats-leaf://a:1", "nats-leaf://b:2"), new Random(3), false);

        Set<String> seen =
                new HashSet<>(List.of(urls.next().address(), urls.next().address()));
        assertThat(seen).containsExactlyInAnyOrder("a:1", "b:2");
    }

    @Test
    void whatTheHubToldComesBeforeWhatIsConfiguredAndBorrowsItsCredentials() {
        RemoteUrls urls = RemoteUrls.of(urls("nats-leaf://u:p@a:1"), null, false);
        urls.next();
        urls.learnt(info("b:2", "a:1", ":x"));

        assertThat(urls.all()).extracting(ServerUrl::address).containsExactly("b:2", "a:1");
        assertThat(urls.next()).isEqualTo(new ServerUrl("nats-leaf", "b", 2, "u", "p", ""));
        urls.learnt(info("c:3"));
        assertThat(urls.all()).extracting(ServerUrl::address).containsExactly("c:3", "a:1");
    }

    @Test
    void nothingChangesWhenTheHubToldNothing() {
        RemoteUrls urls = RemoteUrls.of(urls("nats-leaf://a:1"), null, false);
        urls.learnt(ServerInfo.builder().build());
        urls.learnt(info());

        assertThat(urls.all()).extracting(ServerUrl::address).containsExactly("a:1");
    }

    @Test
    void aWebSocketRemoteLearnsWebSocketAddresses() {
        RemoteUrls urls = RemoteUrls.of(urls("wss://a:443"), null, false);
        urls.learnt(info("b:2").with(b -> b.wsConnectUrls(List.of("w:8443"))));

        assertThat(urls.next()).isEqualTo(new ServerUrl("wss", "w", 8443, "", "", ""));
    }

    @Test
    void someErrorsOfTheHubDelayTheNextAttempt() {
        assertThat(LeafEvent.ofError("Loop detected for leafnode account=\"$G\". Delaying"))
                .contains(LeafEvent.LOOP);
        assertThat(LeafEvent.ofError("remote leafnode has same cluster name")).contains(LeafEvent.SAME_CLUSTER_NAME);
        assertThat(LeafEvent.ofError("connection rejected since minimum version required is 2.9"))
                .contains(LeafEvent.VERSION_REJECTED);
        assertThat(LeafEvent.ofError("Authorization Violation")).isEmpty();
    }

    @Test
    void eachEventHasItsDelay() {
        Random random = new Random(5);

        assertThat(LeafEvent.LOST.delay(SECOND, random)).isEqualTo(SECOND);
        assertThat(LeafEvent.DIAL_FAILED.delay(SECOND, random)).isBetween(SECOND, Duration.ofMillis(1999));
        assertThat(LeafEvent.LOOP.delay(SECOND, random)).isEqualTo(Duration.ofSeconds(30));
        assertThat(LeafEvent.SAME_CLUSTER_NAME.delay(SECOND, random)).isEqualTo(Duration.ofSeconds(30));
        assertThat(LeafEvent.PERMISSION_VIOLATION.delay(SECOND, random)).isEqualTo(Duration.ofSeconds(30));
        assertThat(LeafEvent.VERSION_REJECTED.delay(SECOND, random)).isEqualTo(Duration.ofSeconds(5));
        assertThat(LeafEvent.firstDelay(true, true)).isEqualTo(Duration.ofMillis(250));
        assertThat(LeafEvent.firstDelay(true, false)).isZero();
    }

    @Test
    void aLoopIsToldInNatsServersWords() {
        assertThat(LeafEvent.loopError("$G"))
                .isEqualTo("Loop detected for leafnode account=\"$G\". Delaying attempt to reconnect for 30s");
    }

    @Test
    void aLeafNodeThatComesBackReplacesItselfAndNobodyElse() {
        LeafConnect connect = LeafConnect.builder()
                .name("L")
                .cluster("C")
                .remoteAccount("$G")
                .serverId("first")
                .build();

        assertThat(LeafIdentity.of(connect.with(b -> b.serverId("again")), "A"))
                .isPresent()
                .isEqualTo(LeafIdentity.of(connect, "A"));
        assertThat(LeafIdentity.of(connect.with(b -> b.remoteAccount("X")), "A"))
                .isNotEqualTo(LeafIdentity.of(connect, "A"));
        assertThat(LeafIdentity.of(connect.with(b -> b.remoteAccount("")), "A")).isEmpty();
        assertThat(LeafIdentity.of(connect.with(b -> b.name("")), "A")).isEmpty();
    }

    private static ServerInfo info(String... leafUrls) {
        return ServerInfo.builder().leafNodeUrls(List.of(leafUrls)).build();
    }

    private static List<ServerUrl> urls(String... texts) {
        return Stream.of(texts).map(ServerUrl::parse).toList();
    }
}
