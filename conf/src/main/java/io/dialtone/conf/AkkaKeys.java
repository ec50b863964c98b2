package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.NO;

import io.dialtone.conf.KeyTable.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The akka block of the cluster block. Everything in it takes a restart to change. */
final class AkkaKeys {
    private static final String SINCE = "Dialtone";
    private static final int MAX_PORT = 65535;

    private static final KeyTable<AkkaDiscoveryOptions.Builder> DISCOVERY = new KeyTable<AkkaDiscoveryOptions.Builder>(
                    "cluster.akka.discovery")
            .key(
                    "method",
                    SINCE,
                    NO,
                    "config",
                    oneOf("method", AkkaDiscoveryOptions.Method.values(), (b, v) -> b.method(v)))
            .key("service", SINCE, NO, "the cluster's name", Kinds.name("service", (b, v) -> b.service(v)))
            .key("port_name", SINCE, NO, "-", Kinds.text((b, v) -> b.portName(v)))
            .key("protocol", SINCE, NO, "tcp", Kinds.text((b, v) -> b.protocol(v)))
            .key("nameservers", SINCE, NO, "those of the machine", nameservers((b, v) -> b.nameservers(v)))
            .key("namespace", SINCE, NO, "that of the pod", Kinds.text((b, v) -> b.namespace(v)))
            .key("label_selector", SINCE, NO, "app=service", Kinds.text((b, v) -> b.labelSelector(v)))
            .key("ca_file", SINCE, NO, "that of the pod", Kinds.text((b, v) -> b.caFile(v)))
            .key("token_file", SINCE, NO, "that of the pod", Kinds.text((b, v) -> b.tokenFile(v)))
            .key("endpoints", SINCE, NO, "-", addresses((b, v) -> b.endpoints(v)))
            .key(
                    "required_contact_points",
                    SINCE,
                    NO,
                    "2",
                    atLeastOne("required_contact_points", (b, v) -> b.requiredContactPoints(v)));

    private static final KeyTable<AkkaDiscoveryOptions.Builder> MANAGEMENT = new KeyTable<AkkaDiscoveryOptions.Builder>(
                    "cluster.akka.management")
            .key("host net", SINCE, NO, "0.0.0.0", Kinds.text((b, v) -> b.managementHost(v)))
            .key("port", SINCE, NO, "8558", ownPort("akka management", (b, v) -> b.managementPort(v)))
            .key("advertise", SINCE, NO, "that of Artery", advertise((b, v) -> b.managementAdvertise(v)));

    private static final KeyTable<AkkaOptions.Builder> FAILURE_DETECTOR = new KeyTable<AkkaOptions.Builder>(
                    "cluster.akka.failure_detector")
            .key("threshold", SINCE, NO, "8.0", Kinds.of("number over 0", AkkaKeys::threshold))
            .key(
                    "heartbeat_interval",
                    SINCE,
                    NO,
                    "1s",
                    positive("heartbeat_interval", (b, v) -> b.heartbeatInterval(v)))
            .key("acceptable_pause", SINCE, NO, "3s", positive("acceptable_pause", (b, v) -> b.acceptablePause(v)));

    private static final KeyTable<AkkaOptions.Builder> SPLIT_BRAIN = new KeyTable<AkkaOptions.Builder>(
                    "cluster.akka.split_brain")
            .key(
                    "strategy",
                    SINCE,
                    NO,
                    "keep_majority",
                    oneOf("strategy", AkkaOptions.SplitBrain.values(), (b, v) -> b.splitBrain(v)))
            .key("stable_after", SINCE, NO, "10s", positive("stable_after", (b, v) -> b.stableAfter(v)))
            .key("quorum_size", SINCE, NO, "-", atLeastOne("quorum_size", (b, v) -> b.quorumSize(v)));

    private static final KeyTable<AkkaOptions.Builder> TABLE = new KeyTable<AkkaOptions.Builder>("cluster.akka")
            .key(
                    "listen",
                    SINCE,
                    NO,
                    "-",
                    Kinds.listen("akka", (b, host, port) -> b.host(host).port(port)))
            .key("host net", SINCE, NO, "0.0.0.0", Kinds.text((b, v) -> b.host(v)))
            .key("port", SINCE, NO, "none: it must be given", ownPort("akka", (b, v) -> b.port(v)))
            .key("advertise", SINCE, NO, "host and port", advertise((b, v) -> b.advertise(v)))
            .key("seed_nodes", SINCE, NO, "-", addresses((b, v) -> b.seedNodes(v)))
            .key("roles", SINCE, NO, "-", Kinds.strings("roles", (b, v) -> b.roles(v)))
            .key(
                    "discovery",
                    SINCE,
                    NO,
                    "off",
                    Kinds.of(
                            "{} cluster.akka.discovery",
                            (in, v, b) -> b.discovery(DISCOVERY
                                    .read(in, Reading.map(v), discovery(b))
                                    .build())))
            .key(
                    "management",
                    SINCE,
                    NO,
                    "-",
                    Kinds.of(
                            "{} cluster.akka.management",
                            (in, v, b) -> b.discovery(MANAGEMENT
                                    .read(in, Reading.map(v), discovery(b))
                                    .build())))
            .key("tls", SINCE, NO, "off", Kinds.tls(TlsKeys.Context.LINKS, (b, v) -> b.tls(v)))
            .key(
                    "failure_detector",
                    SINCE,
                    NO,
                    "-",
                    Kinds.of(
                            "{} cluster.akka.failure_detector",
                            (in, v, b) -> FAILURE_DETECTOR.read(in, Reading.map(v), b)))
            .key(
                    "split_brain",
                    SINCE,
                    NO,
                    "-",
                    Kinds.of("{} cluster.akka.split_brain", (in, v, b) -> SPLIT_BRAIN.read(in, Reading.map(v), b)))
            .key("replicate_claims", SINCE, NO, "true", Kinds.bool((b, v) -> b.replicateClaims(v)));

    private AkkaKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(TABLE, DISCOVERY, MANAGEMENT, FAILURE_DETECTOR, SPLIT_BRAIN);
    }

    /** Reads the block, and says what is missing or contradictory in it. */
    static AkkaOptions read(Reading in, Node value) {
        Map<String, Node> block = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        block.putAll(Reading.map(value));
        AkkaOptions read = TABLE.read(in, block, AkkaOptions.builder()).build();
        Node discovery = block.get("discovery");
        if (!block.containsKey("port") && !block.containsKey("listen")) {
            in.error(value, "cluster akka needs a port");
        }
        Node management = block.get("management");
        if (discovery == null && management != null) {
            in.error(management, "cluster akka management is of no use without discovery");
        }
        if (discovery != null && !read.seedNodes().isEmpty()) {
            in.error(discovery, "cluster akka takes seed_nodes or discovery, not both");
        }
        if (discovery == null && read.seedNodes().isEmpty()) {
            in.error(value, "cluster akka needs seed_nodes or discovery");
        }
        discovery(in, discovery, read.discovery());
        quorum(in, block.getOrDefault("split_brain", value), read);
        return read;
    }

    private static void discovery(Reading in, @Nullable Node at, @Nullable AkkaDiscoveryOptions read) {
        if (at == null || read == null) {
            return;
        }
        boolean config = read.method() == AkkaDiscoveryOptions.Method.CONFIG;
        if (config && read.endpoints().isEmpty()) {
            in.error(at, "cluster akka discovery by config needs endpoints");
        }
        if (!config && !read.endpoints().isEmpty()) {
            in.error(at, "cluster akka discovery endpoints are for the method config only");
        }
        if (read.method() == AkkaDiscoveryOptions.Method.DNS && read.service().isEmpty()) {
            in.error(at, "cluster akka discovery by dns needs a service");
        }
    }

    private static void quorum(Reading in, Node at, AkkaOptions read) {
        boolean quorum = read.splitBrain() == AkkaOptions.SplitBrain.STATIC_QUORUM;
        if (quorum && read.quorumSize() == 0) {
            in.error(at, "cluster akka split_brain static_quorum needs a quorum_size");
        }
        if (!quorum && read.quorumSize() != 0) {
            in.error(at, "cluster akka split_brain quorum_size is for static_quorum only");
        }
    }

    private static AkkaDiscoveryOptions.Builder discovery(AkkaOptions.Builder akka) {
        AkkaDiscoveryOptions there = akka.build().discovery();
        return (there == null ? AkkaDiscoveryOptions.defaults() : there).toBuilder();
    }

    private static void threshold(Reading in, Node value, AkkaOptions.Builder akka) {
        double threshold = switch (value.value()) {
            case Long number -> number;
            case Double number -> number;
            default -> throw Reading.failure(value, "threshold must be a number, got " + GoText.type(value));
        };
        if (!(threshold > 0)) {
            throw Reading.failure(value, "threshold must be over 0");
        }
        akka.threshold(threshold);
    }

    private static <B, E extends Enum<E>> Kind<B> oneOf(String key, E[] values, BiConsumer<B, E> set) {
        Map<String, E> byName = new TreeMap<>();
        for (E value : values) {
            byName.put(value.name().toLowerCase(Locale.ROOT), value);
        }
        String all = String.join(", ", byName.keySet());
        return Kinds.of(all, (in, v, b) -> {
            E value = byName.get(Reading.text(v).toLowerCase(Locale.ROOT).replace('-', '_'));
            if (value == null) {
                throw Reading.failure(v, key + " must be one of " + all + ", got " + GoText.quote(Reading.text(v)));
            }
            set.accept(b, value);
        });
    }

    private static <B> Kind<B> atLeastOne(String key, BiConsumer<B, Integer> set) {
        return Kinds.of("integer, at least 1", (in, v, b) -> {
            int number = Reading.int32(key, v);
            if (number < 1) {
                throw Reading.failure(v, key + " must be at least 1");
            }
            set.accept(b, number);
        });
    }

    private static <B> Kind<B> positive(String key, BiConsumer<B, Duration> set) {
        return Kinds.of("duration", (in, v, b) -> {
            Duration duration = in.duration(key, v);
            if (duration.isNegative() || duration.isZero()) {
                throw Reading.failure(v, key + " must be over 0");
            }
            set.accept(b, duration);
        });
    }

    /** Others must know the port before they can ask for it: none that the system chooses, except for a lone node. */
    private static <B> Kind<B> ownPort(String listener, BiConsumer<B, Integer> set) {
        return Kinds.of("integer", (in, v, b) -> {
            int port = Reading.int32("port", v);
            if (port == 0 || port < -1 || port > MAX_PORT) {
                throw Reading.failure(v, "port must be from 1 to 65535, or -1 for a free one");
            }
            set.accept(b, port);
            in.listener(listener, v);
        });
    }

    private static <B> Kind<B> advertise(BiConsumer<B, String> set) {
        return Kinds.of("host or host:port", (in, v, b) -> {
            String problem = StartupValidation.advertiseProblem(Reading.text(v));
            if (!problem.isEmpty()) {
                throw Reading.failure(v, "invalid advertise value of " + Reading.text(v) + ", err=" + problem);
            }
            set.accept(b, Reading.text(v));
        });
    }

    /** One address or several, each with its port. */
    private static <B> Kind<B> addresses(BiConsumer<B, List<String>> set) {
        return eachOf("[] host:port", AkkaKeys::address, set);
    }

    /** One or several, each with its port if that is another than usual. */
    private static <B> Kind<B> nameservers(BiConsumer<B, List<String>> set) {
        return eachOf("[] host or host:port", AkkaKeys::nameserver, set);
    }

    private static <B> Kind<B> eachOf(String type, Function<Node, String> read, BiConsumer<B, List<String>> set) {
        return Kinds.of(type, (in, v, b) -> {
            List<Node> nodes = v.value() instanceof String ? List.of(v) : Reading.list(v);
            List<String> addresses = new ArrayList<>();
            for (Node node : nodes) {
                try {
                    addresses.add(read.apply(node));
                } catch (Reading.WrongType e) {
                    in.error(e.problem());
                }
            }
            set.accept(b, addresses);
        });
    }

    private static String nameserver(Node node) {
        String text = Reading.text(node);
        boolean hostOnly = !text.isEmpty() && (text.indexOf(':') < 0 || text.endsWith("]"));
        return hostOnly ? text : address(node);
    }

    private static String address(Node node) {
        String text = Reading.text(node);
        HostPort split = HostPort.split(text);
        boolean port = split != null && split.port().matches("[0-9]{1,5}");
        if (split == null
                || split.host().isEmpty()
                || !port
                || Integer.parseInt(split.port()) > MAX_PORT
                || split.port().equals("0")) {
            throw Reading.failure(node, "expected host:port, got " + GoText.quote(text));
        }
        return text;
    }
}
