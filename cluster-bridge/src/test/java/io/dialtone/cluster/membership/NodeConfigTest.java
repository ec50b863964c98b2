package io.dialtone.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.dialtone.conf.AkkaDiscoveryOptions;
import io.dialtone.conf.AkkaOptions;
import io.dialtone.conf.TlsOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NodeConfigTest {
    private static final AkkaOptions AKKA =
            AkkaOptions.builder().host("127.0.0.1").port(25520).build();

    private static Config of(AkkaOptions akka) {
        return NodeConfig.of(akka, "c1", false, false);
    }

    @Test
    void onlyOurOwnMessagesCrossAndNothingEndsTheProcess() {
        Config config = of(AKKA);

        assertThat(config.getString("akka.actor.provider")).isEqualTo("cluster");
        assertThat(config.getBoolean("akka.actor.allow-java-serialization")).isFalse();
        assertThat(config.getBoolean("akka.coordinated-shutdown.exit-jvm")).isFalse();
        assertThat(config.getBoolean("akka.coordinated-shutdown.run-by-jvm-shutdown-hook"))
                .isFalse();
        assertThat(config.getBoolean("akka.cluster.jmx.enabled")).isFalse();
        assertThat(config.getString("akka.cluster.downing-provider-class"))
                .isEqualTo("akka.cluster.sbr.SplitBrainResolverProvider");
    }

    @Test
    void theAddressIsTheBoundOneUnlessAnotherIsAdvertised() {
        Config plain = of(AKKA);
        assertThat(plain.getString("akka.remote.artery.transport")).isEqualTo("tcp");
        assertThat(plain.getString("akka.remote.artery.canonical.hostname")).isEqualTo("127.0.0.1");
        assertThat(plain.getInt("akka.remote.artery.canonical.port")).isEqualTo(25520);

        Config advertised = of(AKKA.with(a -> a.advertise("a1.example.org:4000")));
        assertThat(advertised.getString("akka.remote.artery.canonical.hostname"))
                .isEqualTo("a1.example.org");
        assertThat(advertised.getInt("akka.remote.artery.canonical.port")).isEqualTo(4000);
        assertThat(advertised.getInt("akka.remote.artery.bind.port")).isEqualTo(25520);

        Config any = of(AKKA.with(a -> a.host("0.0.0.0")));
        assertThat(any.getString("akka.remote.artery.canonical.hostname")).isEqualTo("<getHostAddress>");
    }

    @Test
    void theTlsBlockSwitchesTheTransport() {
        Config config = of(AKKA.with(a -> a.tls(TlsOptions.defaults())));

        assertThat(config.getString("akka.remote.artery.transport")).isEqualTo("tls-tcp");
    }

    @Test
    void failuresAndSplitsAreAsConfigured() {
        Config config = of(AKKA.with(a -> a.threshold(10.5)
                .heartbeatInterval(Duration.ofMillis(500))
                .acceptablePause(Duration.ofSeconds(2))
                .splitBrain(AkkaOptions.SplitBrain.STATIC_QUORUM)
                .quorumSize(2)
                .stableAfter(Duration.ofSeconds(7))));

        Config detector = config.getConfig("akka.cluster.failure-detector");
        assertThat(detector.getDouble("threshold")).isEqualTo(10.5);
        assertThat(detector.getDuration("heartbeat-interval")).isEqualTo(Duration.ofMillis(500));
        assertThat(detector.getDuration("acceptable-heartbeat-pause")).isEqualTo(Duration.ofSeconds(2));
        Config resolver = config.getConfig("akka.cluster.split-brain-resolver");
        assertThat(resolver.getString("active-strategy")).isEqualTo("static-quorum");
        assertThat(resolver.getInt("static-quorum.quorum-size")).isEqualTo(2);
        assertThat(resolver.getDuration("stable-after")).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void eachWayOfDiscoveryHasItsSettings() {
        AkkaDiscoveryOptions config = AkkaDiscoveryOptions.builder()
                .endpoints(List.of("a:8558", "b:8559"))
                .build();
        Config listed = of(AKKA.with(a -> a.discovery(config)));
        assertThat(listed.getString("akka.discovery.dialtone.by")).isEqualTo("config");
        assertThat(listed.getConfigList("akka.discovery.config.services.c1.endpoints"))
                .extracting(e -> e.getString("host") + ":" + e.getInt("port"))
                .containsExactly("a:8558", "b:8559");

        AkkaDiscoveryOptions dns = config.with(d -> d.endpoints(List.of())
                .method(AkkaDiscoveryOptions.Method.DNS)
                .service("nats.example.org")
                .portName("management"));
        Config named = of(AKKA.with(a -> a.discovery(dns)));
        Config bootstrap = named.getConfig("akka.management.cluster.bootstrap.contact-point-discovery");
        assertThat(named.getString("akka.discovery.dialtone.by")).isEqualTo("akka-dns");
        assertThat(bootstrap.getString("service-name")).isEqualTo("nats.example.org");
        assertThat(bootstrap.getString("port-name")).isEqualTo("management");

        AkkaDiscoveryOptions pods = config.with(d -> d.endpoints(List.of())
                .method(AkkaDiscoveryOptions.Method.KUBERNETES)
                .namespace("nats")
                .labelSelector("app.kubernetes.io/name=nats")
                .caFile("ca.crt")
                .tokenFile("token")
                .requiredContactPoints(3));
        Config kubernetes = of(AKKA.with(a -> a.discovery(pods)));
        assertThat(kubernetes.getString("akka.discovery.dialtone.by")).isEqualTo("kubernetes-api");
        assertThat(kubernetes.getString("akka.discovery.kubernetes-api.pod-namespace"))
                .isEqualTo("nats");
        assertThat(kubernetes.getInt(
                        "akka.management.cluster.bootstrap.contact-point-discovery.required-contact-point-nr"))
                .isEqualTo(3);
        Config api = kubernetes.getConfig("akka.discovery.kubernetes-api");
        assertThat(api.getString("pod-label-selector")).isEqualTo("app.kubernetes.io/name=nats");
        assertThat(api.getString("api-ca-path")).isEqualTo("ca.crt");
        assertThat(api.getString("api-token-path")).isEqualTo("token");
    }

    @Test
    void whoIsFoundByItsAddressCallsItselfByThat() {
        String key = "akka.management.http.hostname";
        AkkaDiscoveryOptions dns = AkkaDiscoveryOptions.builder()
                .method(AkkaDiscoveryOptions.Method.DNS)
                .service("nats.example.org")
                .managementAdvertise("localhost")
                .build();

        assertThat(of(AKKA.with(a -> a.discovery(dns))).getString(key)).isEqualTo("127.0.0.1");
        assertThat(of(AKKA.with(a -> a.discovery(dns.with(d -> d.portName("management")))))
                        .getString(key))
                .isEqualTo("localhost");
    }

    @Test
    void nameserversAreAskedForAllNames() {
        AkkaDiscoveryOptions dns = AkkaDiscoveryOptions.builder()
                .method(AkkaDiscoveryOptions.Method.DNS)
                .service("nats.example.org")
                .nameservers(List.of("10.0.0.1", "[::1]:5353"))
                .build();
        Config config = of(AKKA.with(a -> a.discovery(dns)));

        assertThat(config.getStringList("akka.io.dns.async-dns.nameservers"))
                .containsExactly("10.0.0.1:53", "[::1]:5353");
        assertThat(config.getString("akka.io.dns.resolver")).isEqualTo("async-dns");
    }

    @Test
    void aNodeThatWasGivenUpDoesNotBeginAClusterOfItsOwn() {
        AkkaOptions discovering =
                AKKA.with(a -> a.discovery(AkkaDiscoveryOptions.defaults().with(d -> d.endpoints(List.of("a:1")))));
        String key = "akka.management.cluster.bootstrap.new-cluster-enabled";

        assertThat(NodeConfig.of(discovering, "c1", false, true).getBoolean(key))
                .isFalse();
        assertThat(NodeConfig.of(discovering, "c1", false, false).getBoolean(key))
                .isTrue();
        assertThat(NodeConfig.of(
                                discovering.with(a -> a.splitBrain(AkkaOptions.SplitBrain.DOWN_ALL)), "c1", false, true)
                        .getBoolean(key))
                .as("when all were given up, somebody must begin")
                .isTrue();
    }
}
