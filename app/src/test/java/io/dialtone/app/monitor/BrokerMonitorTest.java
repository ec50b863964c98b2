package io.dialtone.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server that clients use tells about them: the same of Dialtone and of nats-server. */
class BrokerMonitorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIG = """
            server_name: told
            server_tags: ["az:1"]
            server_metadata: {k: "<v>"}
            max_subs: 100
            accounts {
              A { users: [{user: a, password: pa}], mappings: {
                m.in: [{destination: m.out, weight: 60}, {destination: m.other, weight: 30}], one: two
              } }
              B { users: [{user: b, password: pb}] }
              $SYS { users: [{user: s, password: ps}] }
            }
            """;

    private static final Map<Target, Told> SERVERS = new EnumMap<>(Target.class);

    /** A server with three clients, of which one has left. */
    private record Told(NatsProcess process, List<RawClient> clients) {

        static Told start(Target target) {
            NatsProcess process = NatsProcess.start(target, CONFIG);
            RawClient subscriber = client(process, "a", "sub");
            subscriber.send("SUB foo 1\r\nSUB foo.* q 2\r\nUNSUB 2 5\r\n").flush();
            RawClient publisher = client(process, "a", "pub");
            publisher
                    .send("PUB foo 5\r\nhello\r\nPUB foo.x 2\r\nhi\r\nPUB none 1\r\nx\r\n")
                    .flush();
            subscriber.expectLine("MSG foo 1 5");
            RawClient leaver = client(process, "b", "left");
            leaver.send("SUB gone 7\r\n").flush();
            leaver.close();
            Told told = new Told(process, List.of(subscriber, publisher));
            Deadline.await("what the clients did is counted, and that one has left", told::isSettled);
            return told;
        }

        /** One that left is listed a moment before it is out of the counts; a message is written a moment before it is counted. */
        private boolean isSettled() {
            JsonNode varz = get("/varz");
            int leftInB = get("/accountz?acc=B")
                    .at("/account_detail/client_connections")
                    .intValue();
            return leftInB == 0
                    && get("/connz?state=closed").get("total").intValue() == 1
                    && varz.get("connections").intValue() == 2
                    && varz.get("out_client_msgs").intValue() == 2
                    && varz.get("out_client_bytes").intValue() == 7;
        }

        private static RawClient client(NatsProcess process, String user, String name) {
            return RawClient.connect(
                    process.port(),
                    "\"user\":\"" + user + "\",\"pass\":\"p" + user + "\",\"name\":\"" + name
                            + "\",\"lang\":\"test\",\"version\":\"1.0\"");
        }

        JsonNode get(String target) {
            try {
                return JSON.readTree(RawHttp.get(port(), target).body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        int port() {
            return URI.create(process.ports().path("monitoring").path(0).asText())
                    .getPort();
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(told -> {
            told.clients().forEach(RawClient::close);
            told.process().close();
        });
        SERVERS.clear();
    }

    static Stream<Target> targets() {
        return Target.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void serverCountsItsClientsAndTheirTraffic(Target target) {
        JsonNode varz = told(target).get("/varz");
        assertThat(varz.get("server_name").textValue()).isEqualTo("told");
        assertThat(varz.get("connections").intValue()).isEqualTo(2);
        assertThat(varz.get("total_connections").intValue()).isEqualTo(3);
        assertThat(varz.get("in_client_msgs").intValue()).isEqualTo(3);
        assertThat(varz.get("in_client_bytes").intValue()).isEqualTo(8);
        assertThat(varz.get("out_client_msgs").intValue()).isEqualTo(2);
        assertThat(varz.get("out_client_bytes").intValue()).isEqualTo(7);
        assertThat(varz.get("max_subscriptions").intValue()).isEqualTo(100);
        assertThat(varz.get("auth_required").booleanValue()).isTrue();
        assertThat(varz.get("auth_timeout")).hasToString("2");
        assertThat(varz.get("tags")).hasToString("[\"az:1\"]");
        assertThat(varz.get("metadata")).hasToString("{\"k\":\"<v>\"}");
        assertThat(varz.get("system_account").textValue()).isEqualTo("$SYS");
        assertThat(varz.get("config_digest").textValue()).startsWith("sha256:");
        assertThat(varz.get("mem").longValue()).isGreaterThan(1_000_000);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void connectionsTellWhoTheyAreAndWhatTheyDid(Target target) {
        JsonNode connz = told(target).get("/connz?auth=1&subs=detail&sort=cid");
        assertThat(connz.get("num_connections").intValue()).isEqualTo(2);
        JsonNode subscriber = connz.at("/connections/0");
        assertThat(subscriber.get("name").textValue()).isEqualTo("sub");
        assertThat(subscriber.get("kind").textValue()).isEqualTo("Client");
        assertThat(subscriber.get("type").textValue()).isEqualTo("nats");
        assertThat(subscriber.get("authorized_user").textValue()).isEqualTo("a");
        assertThat(subscriber.get("account").textValue()).isEqualTo("A");
        assertThat(subscriber.get("name_tag").textValue()).isEqualTo("A");
        assertThat(subscriber.get("subscriptions").intValue()).isEqualTo(2);
        assertThat(subscriber.get("out_msgs").intValue()).isEqualTo(2);
        assertThat(subscriber.get("out_bytes").intValue()).isEqualTo(7);
        long cid = subscriber.get("cid").longValue();
        assertThat(sorted(subscriber.get("subscriptions_list_detail")))
                .containsExactly(
                        "{\"subject\":\"foo\",\"sid\":\"1\",\"msgs\":1,\"cid\":" + cid + "}",
                        "{\"subject\":\"foo.*\",\"qgroup\":\"q\",\"sid\":\"2\",\"msgs\":1,\"max\":5,\"cid\":" + cid
                                + "}");
        assertThat(connz.at("/connections/1/in_msgs").intValue()).isEqualTo(3);
        assertThat(connz.at("/connections/1/in_bytes").intValue()).isEqualTo(8);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void closedConnectionsAreRemembered(Target target) {
        JsonNode connz = told(target).get("/connz?state=closed&subs=detail&auth=1");
        JsonNode left = connz.at("/connections/0");
        assertThat(left.get("name").textValue()).isEqualTo("left");
        assertThat(left.get("reason").textValue()).isEqualTo("Client Closed");
        assertThat(left.get("account").textValue()).isEqualTo("B");
        assertThat(left.get("subscriptions_list_detail"))
                .hasToString(
                        "[{\"account\":\"B\",\"account_tag\":\"B\",\"subject\":\"gone\",\"sid\":\"7\",\"msgs\":0,\"cid\":"
                                + left.get("cid") + "}]");
        assertThat(told(target).get("/connz?state=any").get("total").intValue()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void connectionsAreSelectedByAccountUserAndId(Target target) {
        Told told = told(target);
        long cid = told.get("/connz?limit=1").at("/connections/0/cid").longValue();
        assertThat(told.get("/connz?cid=" + cid).at("/connections/0/name").textValue())
                .isEqualTo("sub");
        assertThat(told.get("/connz?acc=A").get("num_connections").intValue()).isEqualTo(2);
        assertThat(told.get("/connz?acc=B").get("num_connections").intValue()).isZero();
        assertThat(told.get("/connz?acc=NOPE").get("connections").isNull()).isTrue();
        assertThat(told.get("/connz?auth=1&user=a").get("num_connections").intValue())
                .isEqualTo(2);
        assertThat(told.get("/connz?auth=1&user=z").get("num_connections").intValue())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void subscriptionsAreFoundByWhatTheyWouldReceive(Target target) {
        Told told = told(target);
        JsonNode subsz = told.get("/subsz?subs=1&acc=A&test=foo.bar");
        assertThat(subsz.get("total").intValue()).isEqualTo(1);
        assertThat(subsz.at("/subscriptions_list/0/subject").textValue()).isEqualTo("foo.*");
        assertThat(subsz.at("/subscriptions_list/0/account").textValue()).isEqualTo("A");
        assertThat(subsz.at("/subscriptions_list/0/qgroup").textValue()).isEqualTo("q");
        assertThat(told.get("/subsz?subs=1&acc=B&test=foo.bar").get("total").intValue())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void accountsShowTheirMappingsAndTraffic(Target target) {
        Told told = told(target);
        assertThat(sorted(told.get("/accountz").get("accounts")))
                .containsExactly("\"$G\"", "\"$SYS\"", "\"A\"", "\"B\"");
        JsonNode detail = told.get("/accountz?acc=A").get("account_detail");
        assertThat(detail.get("client_connections").intValue()).isEqualTo(2);
        assertThat(detail.get("mappings"))
                .hasToString("{\"m.in\":[{\"subject\":\"m.in\",\"weight\":10},{\"subject\":\"m.other\",\"weight\":40},"
                        + "{\"subject\":\"m.out\",\"weight\":100}],\"one\":[{\"subject\":\"two\",\"weight\":100}]}");
        JsonNode stats = told.get("/accstatz").at("/account_statz/0");
        assertThat(stats.get("acc").textValue()).isEqualTo("A");
        assertThat(stats.get("conns").intValue()).isEqualTo(2);
        assertThat(stats.at("/sent/msgs").intValue()).isEqualTo(2);
        assertThat(stats.at("/received/bytes").intValue()).isEqualTo(8);
        assertThat(told.get("/accstatz?unused=1").get("account_statz")).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void documentsOfALiveServerHaveTheSameShape(Target target) {
        Told reference = told(Target.NATS_SERVER);
        Told told = told(target);
        for (String request : List.of(
                "/varz",
                "/connz",
                "/connz?auth=1",
                "/connz?subs=1",
                "/connz?state=closed&subs=detail&auth=1",
                "/subsz",
                "/subsz?subs=1&test=foo.bar",
                "/accountz",
                "/accstatz",
                "/routez",
                "/gatewayz",
                "/leafz",
                "/jsz",
                "/healthz")) {
            assertThat(shape(told, request)).as(request).isEqualTo(shape(reference, request));
        }
    }

    private static String shape(Told told, String request) {
        String shape = JsonShape.of(RawHttp.get(told.port(), request).body());
        return Pattern.compile("http_req_stats:\\{[^}]*\\}").matcher(shape).replaceAll("http_req_stats");
    }

    private static List<String> sorted(JsonNode array) {
        List<String> elements = new ArrayList<>();
        array.forEach(element -> elements.add(element.toString()));
        return elements.stream().sorted().toList();
    }

    private static Told told(Target target) {
        return SERVERS.computeIfAbsent(target, Told::start);
    }
}
