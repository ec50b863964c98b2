package io.dialtone.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AkkaKeysTest {
    private static OptionsReader read(String text) throws Exception {
        Map<String, Node> tree = new TextSources(name -> null).parseText(text);
        OptionsReader reader = new OptionsReader();
        reader.read(tree, Options.defaults());
        return reader;
    }

    private static List<String> errors(String akka) throws Exception {
        return read("cluster { port: 6222, akka { " + akka + " } }").reading().errors().stream()
                .map(Problem::message)
                .toList();
    }

    private static AkkaOptions options(String akka) throws Exception {
        Map<String, Node> tree =
                new TextSources(name -> null).parseText("cluster { port: 6222, akka { " + akka + " } }");
        Options options = new OptionsReader().read(tree, Options.defaults());
        return Objects.requireNonNull(options.cluster().akka());
    }

    @Test
    void withoutTheBlockThereIsNoAkkaCluster() {
        assertThat(ClusterOptions.defaults().akka()).isNull();
    }

    @Test
    void aPortAndASeedNodeAreEnough() throws Exception {
        AkkaOptions akka = options("port: 25520, seed_nodes: \"a:25520\"");

        assertThat(akka.port()).isEqualTo(25520);
        assertThat(akka.seedNodes()).containsExactly("a:25520");
        assertThat(akka.splitBrain()).isEqualTo(AkkaOptions.SplitBrain.KEEP_MAJORITY);
        assertThat(akka.acceptablePause()).isEqualTo(Duration.ofSeconds(3));
        assertThat(akka.replicateClaims()).isTrue();
        assertThat(akka.discovery()).isNull();
    }

    @Test
    void theManagementPortBelongsToDiscoveryWhicheverComesFirst() throws Exception {
        AkkaOptions akka =
                options("port: 25520, management { port: 9000 }, discovery { method: dns, service: nats.example.org }");

        AkkaDiscoveryOptions discovery = Objects.requireNonNull(akka.discovery());
        assertThat(discovery.managementPort()).isEqualTo(9000);
        assertThat(discovery.method()).isEqualTo(AkkaDiscoveryOptions.Method.DNS);
        assertThat(discovery.service()).isEqualTo("nats.example.org");
    }

    @Test
    void nameserversAndTheKubernetesApiCanBeOthersThanThoseOfTheMachine() throws Exception {
        AkkaDiscoveryOptions dns = Objects.requireNonNull(
                options("port: 1, discovery { method: dns, service: a, nameservers: [\"10.0.0.1\", \"[::1]:53\"] }")
                        .discovery());
        assertThat(dns.nameservers()).containsExactly("10.0.0.1", "[::1]:53");

        AkkaDiscoveryOptions pods = Objects.requireNonNull(options("port: 1, discovery { method: kubernetes,"
                        + " label_selector: \"app.kubernetes.io/name=nats\", ca_file: ca.crt, token_file: token }")
                .discovery());
        assertThat(pods.labelSelector()).isEqualTo("app.kubernetes.io/name=nats");
        assertThat(pods.caFile()).isEqualTo("ca.crt");
        assertThat(pods.tokenFile()).isEqualTo("token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed_nodes: [\"a:1\"] | cluster akka needs a port",
                "port: 0, seed_nodes: [\"a:1\"] | port must be from 1 to 65535, or -1 for a free one",
                "port: 25520 | cluster akka needs seed_nodes or discovery",
                "port: 25520, seed_nodes: [\"a\"] | expected host:port, got \"a\"",
                "port: 25520, seed_nodes: [\"a:70000\"] | expected host:port, got \"a:70000\"",
                "port: 1, seed_nodes: [\"a:1\"], discovery { endpoints: \"a:2\" } "
                        + "| cluster akka takes seed_nodes or discovery, not both",
                "port: 1, seed_nodes: [\"a:1\"], management { port: 5 } "
                        + "| cluster akka management is of no use without discovery",
                "port: 1, discovery { method: config } | cluster akka discovery by config needs endpoints",
                "port: 1, discovery { method: dns, service: a, nameservers: \"10.0.0.1:x\" } "
                        + "| expected host:port, got \"10.0.0.1:x\"",
                "port: 1, discovery { method: dns } | cluster akka discovery by dns needs a service",
                "port: 1, discovery { method: consul } "
                        + "| method must be one of config, dns, kubernetes, got \"consul\"",
                "port: 1, seed_nodes: \"a:1\", split_brain { strategy: static_quorum } "
                        + "| cluster akka split_brain static_quorum needs a quorum_size",
                "port: 1, seed_nodes: \"a:1\", split_brain { quorum_size: 3 } "
                        + "| cluster akka split_brain quorum_size is for static_quorum only",
                "port: 1, seed_nodes: \"a:1\", failure_detector { threshold: 0 } | threshold must be over 0",
                "port: 1, seed_nodes: \"a:1\", failure_detector { acceptable_pause: \"0s\" } "
                        + "| acceptable_pause must be over 0",
                "port: 1, seed_nodes: \"a:1\", rolls: [a] | unknown field \"rolls\"",
            })
    void whatIsWrongIsSaid(String akka, String problem) throws Exception {
        assertThat(errors(akka)).contains(problem);
    }

    @Test
    void allProblemsAreReportedAtOnceWithTheirPlaces() throws Exception {
        List<Problem> problems =
                read("cluster {\n  akka {\n    port: 0\n    seed_nodes: [\n      \"a\"\n      \"b:x\"\n    ]\n  }\n}")
                        .reading()
                        .errors();

        assertThat(problems).hasSizeGreaterThanOrEqualTo(3);
        assertThat(problems)
                .extracting(p -> Objects.requireNonNull(p.position()).line())
                .contains(3, 5, 6);
    }

    @Test
    void aReloadSaysThatAChangeTakesARestart() throws Exception {
        Options before =
                Options.defaults().with(o -> o.cluster(c -> c.port(6222).akka(AkkaOptions.defaults())));
        Options after = Options.defaults()
                .with(o ->
                        o.cluster(c -> c.port(6222).akka(AkkaOptions.defaults().with(a -> a.port(7)))));

        assertThat(ReloadPlan.between(before, after).refusals())
                .contains("config reload not supported for cluster akka: it takes a restart");
    }
}
