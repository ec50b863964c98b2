package io.dialtone.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import io.dialtone.streams.ServerLog;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same requests to nats-server and to the endpoints here, in front of a source that tells of the same clients. */
class MonitorDifferentialTest {

    private static final String CONFIG = """
            accounts {
              A { users: [{user: a, password: pa}], mappings: {m.in: m.out} }
              $SYS { users: [{user: s, password: ps}] }
            }
            """;
    private static final String CLIENT =
            "\"user\":\"a\",\"pass\":\"pa\",\"name\":\"app\",\"lang\":\"java\",\"version\":\"2.26.2\"";

    private static NatsProcess real;
    private static RawClient first;
    private static RawClient second;
    private static MonitorServer ours;

    @BeforeAll
    static void start() throws Exception {
        real = NatsProcess.start(Target.NATS_SERVER, CONFIG);
        first = client(1);
        second = client(2);
        client(3).close();
        Deadline.await(
                "the third client has gone",
                () -> RawHttp.get(realPort(), "/connz?state=closed").body().contains("Client Closed"));
        ours = MonitorServer.start(
                        new FakeSource(),
                        new MonitorOptions("127.0.0.1", 0, "", null, "dialtone", MonitorAccess.open()),
                        new ServerLog())
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        if (ours != null) {
            ours.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        Stream.of(first, second).filter(client -> client != null).forEach(RawClient::close);
        if (real != null) {
            real.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/varz",
                "/connz",
                "/connz?auth=1",
                "/connz?subs=1",
                "/connz?subs=detail&auth=true",
                "/connz?subs=DETAIL",
                "/connz?state=closed",
                "/connz?state=CLOSED&subs=detail",
                "/connz?state=any&sort=subs",
                "/connz?state=closed&sort=stop&limit=1",
                "/connz?state=closed&sort=reason",
                "/connz?acc=NOPE",
                "/connz?acc=A&user=zz",
                "/connz?offset=-1&limit=-1",
                "/connz?offset=99",
                "/connz?sort=msgs_to&limit=1",
                "/subsz",
                "/subscriptionsz",
                "/subsz?subs=1&test=foo.1",
                "/subsz?subs=1;offset=x",
                "/subsz?test=foo.%20x",
                "/subsz?subs=1&test=foo.1&offset=7",
                "/routez",
                "/routez?subs=detail",
                "/gatewayz",
                "/gatewayz?accs=1&gw_name=x",
                "/leafz",
                "/leafz?subs=1&acc=x",
                "/accountz",
                "/accstatz",
                "/accstatz?unused=1",
                "/jsz",
                "/jsz?acc=NOPE&streams=1&limit=3",
                "/jsz?consumers=true&config=true&raft=true",
                "/healthz",
                "/healthz?js-enabled-only=true",
                "/healthz?js-server-only=true&details=1",
                "/healthz?account=A&stream=S",
                "/ipqueuesz",
            })
    void documentsHaveTheSameShape(String target) {
        RawHttp.Response expected = RawHttp.get(realPort(), target);
        RawHttp.Response actual = RawHttp.get(ours.port(), target);
        assertThat(JsonShape.of(actual.body())).isEqualTo(withoutRequestCounts(target, expected.body(), actual.body()));
        assertSameHead(actual, expected);
        assertThat(layout(actual.body())).isEqualTo(layout(expected.body()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/connz?auth=xx",
                "/connz?subs=det",
                "/connz?offset=x",
                "/connz?limit=1.5",
                "/connz?limit=99999999999999999999",
                "/connz?limit=-99999999999999999999",
                "/connz?limit=+",
                "/connz?cid=-1",
                "/connz?cid=18446744073709551616",
                "/connz?state=zz",
                "/connz?sort=xx",
                "/connz?sort=CID",
                "/connz?sort=stop",
                "/connz?sort=reason&state=all",
                "/connz?sort=xx&state=yy",
                "/connz?auth=%22%0A%7F%C3%A9",
                "/subsz?subs=detail",
                "/subsz?test=foo.*",
                "/subsz?test=foo..bar",
                "/subsz?offset=x&limit=y",
                "/routez?subs=x",
                "/gatewayz?subs=x",
                "/gatewayz?accs=x",
                "/leafz?subs=detail",
                "/accountz?acc=NOPE",
                "/accstatz?unused=x",
                "/jsz?accounts=x",
                "/jsz?offset=x",
                "/jsz?raft=x",
                "/jsz?leader-only=x",
                "/jsz?leader-only=1",
                "/ipqueuesz?all=x",
                "/healthz?details=zz",
                "/healthz?js-enabled=zz",
                "/healthz?stream=x",
                "/healthz?consumer=x&account=a",
                "/healthz?stream=x&details=true",
                "/raftz",
                "/raftz?acc=x",
                "/varz/",
                "/nope",
                "/debug",
                "/VARZ",
                "//varz",
                "/a/../varz?x=1&y=%20",
                "/./",
                "/varz/..//nope/",
            })
    void errorsAreTheSameToTheByte(String target) {
        RawHttp.Response expected = RawHttp.get(realPort(), target);
        RawHttp.Response actual = RawHttp.get(ours.port(), target);
        assertThat(actual.body()).isEqualTo(expected.body());
        assertSameHead(actual, expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void otherMethodsAreAnsweredAlike(String method) {
        for (String target : List.of("/healthz", "//varz", "/nope", "/connz?limit=x")) {
            RawHttp.Response expected = RawHttp.request(realPort(), method, target, "limit=x");
            RawHttp.Response actual = RawHttp.request(ours.port(), method, target, "limit=x");
            assertThat(actual.body()).isEqualTo(expected.body());
            assertSameHead(actual, expected);
        }
    }

    @Test
    void rootPageLinksTheSameEndpointsInTheSameOrder() {
        List<String> expected = links(RawHttp.get(realPort(), "/").body());
        List<String> actual = links(RawHttp.get(ours.port(), "/").body());
        List<String> own = List.of("./dashboard", "./clusterz", "./metrics");
        assertThat(actual).containsAll(own);
        assertThat(actual.stream().filter(link -> !own.contains(link))).isEqualTo(expected);
    }

    @Test
    void variablesHaveTheSameNames() {
        String expected = RawHttp.get(realPort(), "/debug/vars").body();
        String actual = RawHttp.get(ours.port(), "/debug/vars").body();
        assertThat(actual).startsWith("{\n\"cmdline\": [").endsWith("}\n}\n").contains("],\n\"memstats\": {");
        assertThat(expected).startsWith("{\n\"cmdline\": [").endsWith("}\n").contains("],\n\"memstats\": {");
    }

    private static void assertSameHead(RawHttp.Response actual, RawHttp.Response expected) {
        assertThat(actual.code()).isEqualTo(expected.code());
        for (String name :
                List.of("content-type", "access-control-allow-origin", "x-content-type-options", "location")) {
            boolean isTypeOfNothing =
                    name.equals("content-type") && expected.body().isEmpty();
            if (!isTypeOfNothing) {
                assertThat(actual.header(name)).as(name).isEqualTo(expected.header(name));
            }
        }
    }

    /** Both count the requests of all these tests: the paths they saw by then are not the same. */
    private static String withoutRequestCounts(String target, String expected, String actual) {
        String shape = JsonShape.of(expected);
        if (!target.equals("/varz")) {
            return shape;
        }
        Pattern counts = Pattern.compile("http_req_stats:\\{[^}]*\\}");
        Matcher ours = counts.matcher(JsonShape.of(actual));
        assertThat(ours.find()).isTrue();
        return counts.matcher(shape).replaceFirst(Matcher.quoteReplacement(ours.group()));
    }

    /** The text with the values taken out: indentation, blanks and brackets. */
    private static String layout(String document) {
        String first = document.lines().limit(4).reduce("", (a, b) -> a + b + "\n");
        String masked =
                first.replaceAll("\"now\": \"[^\"]*\"", "\"now\": 0").replaceAll("\"server_[a-z]*\": \"[^\"]*\"", "0");
        return masked.replaceAll("[0-9]+", "0");
    }

    private static List<String> links(String page) {
        return Pattern.compile("<a href=\"?(\\./[^\" >]*)")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static RawClient client(int number) {
        RawClient client = RawClient.connect(real.port(), CLIENT);
        return client.send("SUB foo." + number + " q 1\r\nUNSUB 1 5\r\n").flush();
    }

    private static int realPort() {
        return URI.create(real.ports().path("monitoring").path(0).asText()).getPort();
    }
}
