package io.dialtone.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dialtone.app.monitor.MonitorAccess;
import io.dialtone.app.monitor.MonitorServer;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.RawClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dashboard is made of, without a browser. */
@Timeout(300)
class DashboardFilesTest {
    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(dashboard/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([a-z]+\\.js)\"");
    private static final Pattern FOREIGN = Pattern.compile("(?i)(?:https?:)?//[a-z0-9-]+\\.[a-z0-9.-]+");

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ShownServer server;
    private static MonitorServer monitor;

    @BeforeAll
    static void start() {
        server = new ShownServer();
        server.fill();
        monitor = server.monitor(0, MonitorAccess.open());
    }

    @AfterAll
    static void stop() {
        HTTP.close();
        server.close();
    }

    @Test
    void everyFileThatThePageNamesIsThere() throws Exception {
        List<String> todo = new ArrayList<>(List.of("dashboard"));
        Set<String> seen = new TreeSet<>();
        while (!todo.isEmpty()) {
            String path = todo.remove(0);
            if (seen.add(path)) {
                HttpResponse<String> answer = get(monitor, path);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                FILE.matcher(answer.body()).results().map(m -> m.group(1)).forEach(todo::add);
                IMPORT.matcher(answer.body())
                        .results()
                        .map(m -> "dashboard/" + m.group(1))
                        .forEach(todo::add);
            }
        }
        assertThat(seen).hasSizeGreaterThan(15).contains("dashboard/icon.svg", "dashboard/topology.js");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dashboard", "dashboard/main.js", "dashboard/dashboard.css", "dashboard/icon.svg"})
    void browsersAreToldToBeStrict(String path) throws Exception {
        HttpResponse<String> answer = get(monitor, path);
        assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'self'; ")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        List<String> elsewhere = FOREIGN.matcher(answer.body())
                .results()
                .map(MatchResult::group)
                .filter(address -> !address.equals("http://www.w3.org"))
                .toList();
        assertThat(elsewhere).isEmpty();
        assertThat(answer.body()).doesNotContain("innerHTML", "style=\"", "onclick=", "eval(");
    }

    @Test
    void eventsAreTheNewestFirstWithClientsAndTheLog() throws Exception {
        // The log has the slow consumer, and the one not let in sees its end, before they are among those who left.
        Deadline.await(
                "both are seen to have left",
                () -> json("eventz?limit=1000")
                        .path("events")
                        .findValuesAsText("reason")
                        .containsAll(List.of("Authentication Failure", "Slow Consumer (Pending Bytes)")));
        JsonNode events = json("eventz?limit=1000").path("events");
        List<String> times = events.findValuesAsText("time");
        assertThat(times.stream().map(Instant::parse).toList()).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(new TreeSet<>(events.findValuesAsText("id"))).hasSameSizeAs(times);
        assertThat(events.findValuesAsText("kind")).contains("connect", "disconnect", "log");
        assertThat(events.findValuesAsText("reason"))
                .contains("Authentication Failure", "Slow Consumer (Pending Bytes)");
        assertThat(events.findValuesAsText("level")).contains("info", "warn", "error");
        assertThat(json("eventz?limit=5").path("events")).hasSize(5);
        assertThat(get(monitor, "eventz?limit=x").statusCode()).isEqualTo(400);
    }

    @Test
    void aRouteIsSeenInTheTopology() {
        Deadline.await(
                "the other server of the cluster is seen",
                () -> json("routez")
                        .path("routes")
                        .findValuesAsText("remote_name")
                        .contains("dash-peer"));
    }

    @Test
    void theBusiestSubjectsAreFoundByWhatClientsPublish() {
        try (RawClient publisher = server.client("billing", "b", "publisher")) {
            Deadline.await("the busiest comes first, under its account", () -> {
                server.publish(publisher, "top.<b>", 300);
                server.publish(publisher, "less", 100);
                JsonNode subjects = json("topz").path("subjects");
                return subjects.path(0).path("subject").asText().equals("top.<b>")
                        && subjects.path(0).path("account").asText().equals("BILLING")
                        && subjects.path(0).path("msgs_per_second").asDouble() > 0
                        && subjects.findValuesAsText("subject").contains("less");
            });
        }
        assertThat(json("topz?limit=1").path("subjects")).hasSize(1);
        assertThat(json("topz").path("subjects").toString()).doesNotContain("once.");
    }

    @Test
    void aPasswordIsAskedForEverywhereButAtTheProbes() throws Exception {
        MonitorServer locked = server.monitor(0, ShownServer.locked());
        for (String path : List.of("", "dashboard", "dashboard/main.js", "varz", "eventz", "metrics", "nothing")) {
            HttpResponse<String> answer = get(locked, path);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
                    .startsWith("Basic realm=");
        }
        for (String path : List.of("healthz", "healthz/live", "healthz/started", "healthz/ready")) {
            // A machine that stands still for two seconds makes the one of those alive say that it is not.
            Deadline.awaitValue(path + " is open", () -> status(locked, path), status -> status == 200);
        }
        String key = Base64.getEncoder()
                .encodeToString((ShownServer.USER + ":" + ShownServer.PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertThat(get(locked, "varz", "Authorization", "Basic " + key).statusCode())
                .isEqualTo(200);
    }

    private static int status(MonitorServer from, String path) {
        try {
            return get(from, path).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String path) {
        try {
            return new ObjectMapper().readTree(get(monitor, path).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> get(MonitorServer from, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + from.port() + "/" + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
