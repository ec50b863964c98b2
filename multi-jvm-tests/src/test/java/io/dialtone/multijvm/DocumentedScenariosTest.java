package io.dialtone.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.multijvm.kit.Clients;
import io.dialtone.multijvm.kit.Clients.Place;
import io.dialtone.multijvm.kit.Deadline;
import io.dialtone.multijvm.kit.Node;
import io.dialtone.multijvm.kit.NodeKind;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios of several servers in {@code docs/scenarios.md}, with the configurations that stand there and ports of this machine. */
@ExtendWith(Watching.class)
class DocumentedScenariosTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "scenarios.md");
    private static final String EACH = "io.dialtone.multijvm.kit.Kinds#each";

    /** The block of the document that begins with this comment. */
    private static String block(String name) throws IOException {
        Matcher matcher = Pattern.compile("```\\w+\n# " + name + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT));
        assertThat(matcher.find()).as(DOCUMENT + " has a block " + name).isTrue();
        return matcher.group(1);
    }

    @ParameterizedTest
    @MethodSource(EACH)
    void clustersInTheFormOfJsonThatListThemselvesAreOneSupercluster(NodeKind kind, Watch watch) throws Exception {
        Map<String, Integer> gateways = new LinkedHashMap<>();
        List.of("nyc", "ams", "blr").forEach(city -> gateways.put(city, watch.port()));
        Map<String, String> names = Map.of("nyc", "nyc", "ams", "amsterdam", "blr", "bangalore");
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (String city : gateways.keySet()) {
            String text = block("nyc")
                    .replaceFirst("\"routes\": \\[.*?]", "\"routes\": []")
                    .replace("\"port\": 6222", "\"listen\": \"127.0.0.1:" + watch.port() + "\"")
                    .replace("\"port\": 5222", "\"listen\": \"127.0.0.1:" + gateways.get(city) + "\"")
                    .replaceAll("(\"name\": )\"nyc\"(, \"(port|listen))", "$1\"" + names.get(city) + "\"$2");
            for (Map.Entry<String, Integer> gateway : gateways.entrySet()) {
                text = text.replace(gateway.getKey() + ":5222", "127.0.0.1:" + gateway.getValue());
            }
            Node node = watch.node(city, kind, text);
            node.writeBeside("advertise/client_advertise.conf", "max_payload: 2000\n");
            nodes.put(city, node.start());
        }
        nodes.forEach((city, node) -> Deadline.await(
                city + " knows the others",
                () -> assertThat(node.monitor("/gatewayz").path("outbound_gateways"))
                        .hasSize(2)));
        Clients clients = watch.own(new Clients());
        Queue<String> arrived = collect(clients.connect(nodes.get("blr"), Place.FIXED, ""), "orders");
        Connection nyc = clients.connect(nodes.get("nyc"), Place.FIXED, "");
        assertThat(nyc.getServerInfo().getMaxPayload()).isEqualTo(2000);
        awaitArrival(nyc, "orders", arrived);
    }

    @ParameterizedTest
    @MethodSource(EACH)
    void aPlantBridgesWhatItChoosesAndGoesOnWithoutItsHub(NodeKind kind, Watch watch) throws Exception {
        watch.allowLostLinks();
        int port = watch.port();
        Node hub = watch.node("hub", kind, block("hub").replace("0.0.0.0:7422", "127.0.0.1:" + port))
                .start();
        Node plant = watch.node("plant", kind, block("plant").replace("hub.example:7422", "127.0.0.1:" + port))
                .start();
        Clients clients = watch.own(new Clients());
        Connection device = clients.connect(plant, Place.FIXED, "");
        Queue<String> atHome = collect(clients.connect(plant, Place.FIXED, ""), ">");
        Queue<String> abroad = collect(clients.connect(hub, Place.FIXED, "headquarters:hq-pass"), ">");
        Queue<String> elsewhere = collect(clients.connect(hub, Place.FIXED, "other:other-pass"), ">");
        awaitArrival(device, "telemetry.heat", abroad);
        device.publish("internal.heat", new byte[0]);
        awaitArrival(device, "telemetry.last", abroad);
        assertThat(abroad).noneMatch(subject -> subject.startsWith("internal."));
        // Another connection than that on which the last one has come.
        Deadline.await("it arrives at home", () -> assertThat(atHome).contains("internal.heat"));
        assertThat(elsewhere).isEmpty();

        hub.kill();
        awaitArrival(device, "telemetry.alone", atHome);
        hub.start();
        awaitArrival(device, "telemetry.again", abroad);
    }

    @ParameterizedTest
    @MethodSource(EACH)
    void serversThatKnowOneOtherFormAMeshAndAClientOutlivesTheOnlyOneItKnew(NodeKind kind, Watch watch)
            throws Exception {
        // Whoever writes to a server that has just ended may hear of that before it reads it.
        watch.allowLostLinks();
        Map<String, Integer> routes = new LinkedHashMap<>();
        List.of("first", "second", "third").forEach(name -> routes.put(name, watch.port()));
        Map<String, Node> nodes = new LinkedHashMap<>();
        Clients clients = watch.own(new Clients());
        Connection client = null;
        for (String name : routes.keySet()) {
            String text = block(name)
                    .replace("0.0.0.0:6222", "127.0.0.1:" + routes.get(name))
                    .replace("first:6222", "127.0.0.1:" + routes.get("first"))
                    .replace("second:6222", "127.0.0.1:" + routes.get("second"));
            Node node = watch.node(name, kind, text).start();
            nodes.put(name, node);
            client = client == null ? clients.connect(node, Place.ROAMING, "") : client;
        }
        Connection moving = client;
        nodes.forEach((name, node) -> Deadline.await(
                name + " has routes to the others",
                () -> assertThat(node.monitor("/routez").path("routes").findValuesAsText("remote_name"))
                        .containsAll(routes.keySet().stream()
                                .filter(other -> !other.equals(name))
                                .toList())));
        Deadline.await(
                "the client knows all",
                () -> assertThat(moving.getServers())
                        .containsAll(nodes.values().stream().map(Node::url).toList()));
        Queue<String> arrived = collect(moving, "news");
        nodes.get("first").terminate();
        awaitArrival(clients.connect(nodes.get("third"), Place.FIXED, ""), "news", arrived);
    }

    /** What comes from now on. */
    private static Queue<String> collect(Connection client, String subject) throws Exception {
        Queue<String> subjects = new ConcurrentLinkedQueue<>();
        client.createDispatcher((Message message) -> subjects.add(message.getSubject()))
                .subscribe(subject);
        client.flush(Deadline.LIMIT);
        return subjects;
    }

    /** Interest reaches other servers a little later. */
    private static void awaitArrival(Connection from, String subject, Queue<String> arrived) {
        Deadline.awaitNothingMissing(subject + " arrives", () -> {
            from.publish(subject, subject.getBytes(StandardCharsets.US_ASCII));
            return arrived.contains(subject) ? "" : "got " + arrived;
        });
    }
}
