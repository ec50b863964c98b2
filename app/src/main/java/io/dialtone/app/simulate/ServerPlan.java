package io.dialtone.app.simulate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The ports of one server and whom it dials, and the configuration text that says so. All on 127.0.0.1.
 *
 * @param routes ports to dial
 * @param gateways ports to dial, by the name of the remote cluster
 * @param more further text at the top level, such as accounts
 */
public record ServerPlan(
        String name,
        String region,
        int clientPort,
        int monitorPort,
        Optional<Port> route,
        Optional<Port> gateway,
        Optional<Port> leaf,
        List<Integer> routes,
        Map<String, List<Integer>> gateways,
        List<Remote> remotes,
        String more) {

    private static final String HOST = "127.0.0.1:";

    /** A port that is listened to, and the one that others are told; between the two there may be a proxy. */
    public record Port(int listen, int advertise) {}

    /** What a leaf dials. */
    public record Remote(List<Integer> ports, Topology.Leaf leaf) {}

    /** The whole text. Lame duck mode takes as little time as a configuration can ask for. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("server_name: \"").append(name).append("\"\n");
        text.append("listen: \"").append(HOST).append(clientPort).append("\"\n");
        text.append("http: \"").append(HOST).append(monitorPort).append("\"\n");
        text.append("lame_duck_duration: 30s\nlame_duck_grace_period: 500ms\n");
        route.ifPresent(port -> text.append(clusterBlock(port)));
        gateway.ifPresent(port -> text.append(gatewayBlock(port)));
        if (leaf.isPresent() || !remotes.isEmpty()) {
            text.append(leafBlock());
        }
        return text.append(more).append('\n').toString();
    }

    private String clusterBlock(Port port) {
        return "cluster {\n  name: \"" + region + "\"\n" + addresses(port) + "  routes: ["
                + urls("nats-route", "", routes) + "]\n}\n";
    }

    private String gatewayBlock(Port port) {
        String remote = gateways.entrySet().stream()
                .map(gateway -> "    { name: \"" + gateway.getKey() + "\", urls: ["
                        + urls("nats", "", gateway.getValue()) + "] }\n")
                .sorted()
                .collect(Collectors.joining());
        return "gateway {\n  name: \"" + region + "\"\n" + addresses(port) + "  gateways: [\n" + remote + "  ]\n}\n";
    }

    private String leafBlock() {
        Function<Remote, String> remote = to -> {
            Topology.Leaf leaf = to.leaf();
            String user = leaf.credentials().isEmpty() ? "" : leaf.credentials() + "@";
            String account = leaf.account().isEmpty() ? "" : "      account: \"" + leaf.account() + "\"\n";
            return "    {\n      urls: [" + urls("nats-leaf", user, to.ports()) + "]\n" + account + "      "
                    + leaf.more() + "\n    }\n";
        };
        return "leafnodes {\n" + leaf.map(ServerPlan::addresses).orElse("") + "  reconnect: 1s\n  remotes: [\n"
                + remotes.stream().map(remote).collect(Collectors.joining()) + "  ]\n}\n";
    }

    private static String addresses(Port port) {
        return "  listen: \"" + HOST + port.listen() + "\"\n  advertise: \"" + HOST + port.advertise() + "\"\n";
    }

    private static String urls(String scheme, String user, List<Integer> ports) {
        return ports.stream()
                .map(port -> "\"" + scheme + "://" + user + HOST + port + "\"")
                .collect(Collectors.joining(", "));
    }
}
