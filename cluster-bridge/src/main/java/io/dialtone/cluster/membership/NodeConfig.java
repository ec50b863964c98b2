package io.dialtone.cluster.membership;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.AkkaDiscoveryOptions;
import io.dialtone.conf.AkkaOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings of the actor system that Akka Cluster runs in, from the options of a server. */
final class NodeConfig {
    /** All nodes have it: it is part of their addresses. */
    static final String SYSTEM = "dialtone";

    private static final int DNS_PORT = 53;
    /** Akka puts this machine's address in its place. */
    private static final String OWN_ADDRESS = "<getHostAddress>";

    /**
     * The node ends when and only when {@link Membership} says so, or the others have removed it; the process never does because of
     * it. Gossip is quick, since clusters are small, and a node that leaves should not be waited for.
     */
    private static final String FIXED = """
            akka {
              loggers = ["akka.event.slf4j.Slf4jLogger"]
              logging-filter = "akka.event.slf4j.Slf4jLoggingFilter"
              stdout-loglevel = "OFF"
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              daemonic = on
              library-extensions = []
              actor {
                provider = cluster
                allow-java-serialization = off
                warn-about-java-serializer-usage = off
                serializers.dialtone = "io.dialtone.cluster.membership.WireSerializer"
                serialization-bindings {
                  "io.dialtone.cluster.membership.Introduction" = dialtone
                  "io.dialtone.cluster.membership.SharedAccounts" = dialtone
                }
                default-dispatcher.fork-join-executor { parallelism-min = 1, parallelism-factor = 1.0, parallelism-max = 2 }
                internal-dispatcher.fork-join-executor { parallelism-min = 1, parallelism-factor = 1.0, parallelism-max = 2 }
              }
              coordinated-shutdown {
                run-by-jvm-shutdown-hook = off
                exit-jvm = off
                terminate-actor-system = on
                default-phase-timeout = 1 s
                phases {
                  cluster-leave.timeout = 1 s
                  cluster-exiting.timeout = 1 s
                  cluster-exiting-done.timeout = 500 ms
                  cluster-shutdown.timeout = 500 ms
                }
              }
              remote {
                default-remote-dispatcher.fork-join-executor { parallelism-min = 1, parallelism-max = 2 }
                artery.advanced { maximum-frame-size = 1 MiB, buffer-pool-size = 8, inbound-lanes = 1, outbound-lanes = 1
                  tcp.connection-timeout = 2 s, shutdown-flush-timeout = 300 ms }
              }
              cluster {
                downing-provider-class = "akka.cluster.sbr.SplitBrainResolverProvider"
                run-coordinated-shutdown-when-down = on
                jmx.enabled = off
                log-info = off
                seed-node-timeout = 2 s
                retry-unsuccessful-join-after = 2 s
                periodic-tasks-initial-delay = 200 ms
                gossip-interval = 200 ms
                leader-actions-interval = 200 ms
                unreachable-nodes-reaper-interval = 200 ms
                distributed-data { gossip-interval = 1 s, notify-subscribers-interval = 100 ms, durable.keys = [] }
                configuration-compatibility-check.enforce-on-join = off
              }
              management.http.routes { health-checks = "" }
            }
            """;

    private NodeConfig() {}

    /**
     * @param clusterName for discovery where no service is named
     * @param verbose whether Akka itself is to be heard
     * @param rejoining whether the others have given this node up: it must find them, not begin anew
     */
    static Config of(AkkaOptions akka, String clusterName, boolean verbose, boolean rejoining) {
        Map<String, Object> values = new HashMap<>();
        values.put("akka.loglevel", verbose ? "INFO" : "ERROR");
        address(akka, values);
        failures(akka, values);
        AkkaDiscoveryOptions discovery = akka.discovery();
        if (discovery != null) {
            discovery(discovery, akka, clusterName, values);
            values.put(
                    "akka.management.cluster.bootstrap.new-cluster-enabled",
                    !rejoining || akka.splitBrain() == AkkaOptions.SplitBrain.DOWN_ALL);
        }
        return ConfigFactory.parseMap(values)
                .withFallback(ConfigFactory.parseString(FIXED))
                .withFallback(ConfigFactory.defaultReference(NodeConfig.class.getClassLoader()))
                .resolve();
    }

    private static void address(AkkaOptions akka, Map<String, Object> values) {
        HostPort advertised = HostPort.parse(akka.advertise(), 0);
        int port = Math.max(0, akka.port());
        String artery = "akka.remote.artery.";
        values.put(artery + "transport", akka.tls() == null ? "tcp" : "tls-tcp");
        values.put(artery + "canonical.hostname", shown(advertised.host(), akka.host()));
        values.put(artery + "canonical.port", advertised.port() == 0 ? port : advertised.port());
        values.put(artery + "bind.hostname", akka.host().isEmpty() ? AkkaOptions.DEFAULT_HOST : akka.host());
        if (advertised.port() != 0) {
            values.put(artery + "bind.port", port);
        }
        values.put("akka.cluster.roles", akka.roles());
    }

    /** What others are told: what is advertised, the address that is bound, or this machine's where all are. */
    private static String shown(String advertised, String bound) {
        if (!advertised.isEmpty()) {
            return advertised;
        }
        return isAny(bound) ? OWN_ADDRESS : bound;
    }

    static boolean isAny(String host) {
        return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    }

    private static void failures(AkkaOptions akka, Map<String, Object> values) {
        String detector = "akka.cluster.failure-detector.";
        values.put(detector + "threshold", akka.threshold());
        values.put(detector + "heartbeat-interval", akka.heartbeatInterval());
        values.put(detector + "acceptable-heartbeat-pause", akka.acceptablePause());
        values.put(detector + "expected-response-after", akka.heartbeatInterval());
        String resolver = "akka.cluster.split-brain-resolver.";
        values.put(
                resolver + "active-strategy",
                akka.splitBrain().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        values.put(resolver + "stable-after", akka.stableAfter());
        if (akka.splitBrain() == AkkaOptions.SplitBrain.STATIC_QUORUM) {
            values.put(resolver + "static-quorum.quorum-size", akka.quorumSize());
        }
    }

    private static void discovery(
            AkkaDiscoveryOptions discovery, AkkaOptions akka, String clusterName, Map<String, Object> values) {
        String service = discovery.service().isEmpty() ? clusterName : discovery.service();
        String bootstrap = "akka.management.cluster.bootstrap.contact-point-discovery.";
        values.put(bootstrap + "service-name", service);
        values.put(bootstrap + "effective-name", service);
        values.put(bootstrap + "port-name", discovery.portName());
        values.put(bootstrap + "protocol", discovery.protocol());
        values.put(bootstrap + "required-contact-point-nr", discovery.requiredContactPoints());
        management(discovery, akka, values);
        values.put("akka.discovery.method", ReportedDiscovery.METHOD);
        values.put("akka.discovery." + ReportedDiscovery.METHOD + ".class", ReportedDiscovery.class.getName());
        switch (discovery.method()) {
            case CONFIG -> {
                values.put(ReportedDiscovery.BY, "config");
                // Each node may have a management port of its own.
                values.put("akka.management.cluster.bootstrap.contact-point.filter-on-fallback-port", false);
                values.put(
                        "akka.discovery.config.services",
                        Map.of(service, Map.of("endpoints", endpoints(discovery.endpoints()))));
            }
            case DNS -> {
                values.put(ReportedDiscovery.BY, "akka-dns");
                nameservers(discovery, values);
            }
            case KUBERNETES -> {
                values.put(ReportedDiscovery.BY, "kubernetes-api");
                kubernetes(discovery, values);
            }
        }
    }

    /** Names in SRV records are known to the same nameservers as the records: those are asked for all names. */
    private static void nameservers(AkkaDiscoveryOptions discovery, Map<String, Object> values) {
        if (!discovery.nameservers().isEmpty()) {
            values.put("akka.io.dns.resolver", "async-dns");
            values.put(
                    "akka.io.dns.async-dns.nameservers",
                    discovery.nameservers().stream()
                            .map(server -> HostPort.parse(server, DNS_PORT))
                            .map(server -> ServerUrl.address(server.host(), server.port()))
                            .toList());
        }
    }

    private static void kubernetes(AkkaDiscoveryOptions discovery, Map<String, Object> values) {
        String api = "akka.discovery.kubernetes-api.";
        // Not every cluster has names for its pods.
        values.put(api + "use-raw-ip", true);
        if (!discovery.namespace().isEmpty()) {
            values.put(api + "pod-namespace", discovery.namespace());
        }
        if (!discovery.labelSelector().isEmpty()) {
            // Akka puts the service's name in the place of %s.
            values.put(api + "pod-label-selector", discovery.labelSelector().replace("%", "%%"));
        }
        if (!discovery.caFile().isEmpty()) {
            values.put(api + "api-ca-path", discovery.caFile());
        }
        if (!discovery.tokenFile().isEmpty()) {
            values.put(api + "api-token-path", discovery.tokenFile());
        }
    }

    private static void management(AkkaDiscoveryOptions discovery, AkkaOptions akka, Map<String, Object> values) {
        HostPort advertised = HostPort.parse(discovery.managementAdvertise(), discovery.managementPort());
        String artery = HostPort.parse(akka.advertise(), 0).host();
        String host = advertised.host().isEmpty() ? artery : advertised.host();
        String http = "akka.management.http.";
        values.put(http + "hostname", asFound(discovery, shown(host, discovery.managementHost())));
        values.put(http + "port", advertised.port());
        values.put(http + "bind-hostname", discovery.managementHost());
        values.put(http + "bind-port", discovery.managementPort());
    }

    /** Where others are found by their addresses, a node that calls itself by a name would not find itself among them. */
    private static String asFound(AkkaDiscoveryOptions discovery, String host) {
        boolean byAddress = switch (discovery.method()) {
            case CONFIG -> false;
            case DNS -> discovery.portName().isEmpty();
            case KUBERNETES -> true;
        };
        if (!byAddress || host.equals(OWN_ADDRESS)) {
            return host;
        }
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            return host;
        }
    }

    private static List<Map<String, Object>> endpoints(List<String> addresses) {
        List<Map<String, Object>> endpoints = new ArrayList<>();
        for (String address : addresses) {
            HostPort endpoint = HostPort.parse(address, 0);
            endpoints.add(Map.of("host", endpoint.host(), "port", endpoint.port()));
        }
        return endpoints;
    }
}
