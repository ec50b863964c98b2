package io.dialtone.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dialtone.actors.monitor.Readiness;
import io.dialtone.streams.ServerLog;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class MonitorServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FakeSource SOURCE = new FakeSource();
    private static MonitorServer server;

    @BeforeAll
    static void start() throws Exception {
        server = start("", 0);
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @BeforeEach
    void healthy() {
        SOURCE.readiness = Readiness.READY;
        SOURCE.silent = false;
        SOURCE.failing = false;
        SOURCE.clients = 2;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/varz",
                "/connz",
                "/routez",
                "/gatewayz",
                "/leafz",
                "/subsz",
                "/subscriptionsz",
                "/accountz",
                "/accstatz",
                "/jsz",
                "/healthz",
                "/ipqueuesz"
            })
    void documentsMayBeReadByAnyPage(String path) throws IOException {
        RawHttp.Response response = RawHttp.get(server.port(), path);
        assertThat(response.code()).isEqualTo(200);
        assertThat(response.header("content-type")).isEqualTo("application/json");
        assertThat(response.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(response.headers()).doesNotContainKey("server");
        assertThat(JSON.readTree(response.body()).isObject()).isTrue();
        assertThat(response.body()).doesNotEndWith("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void everyMethodIsAnsweredAlike(String method) {
        RawHttp.Response response = RawHttp.request(server.port(), method, "/healthz", "");
        assertThat(response.code()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void headHasNoBody() {
        RawHttp.Response response = RawHttp.request(server.port(), "HEAD", "/healthz", "");
        assertThat(response.code()).isEqualTo(200);
        assertThat(response.header("content-type")).isEqualTo("application/json");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void bodyOfARequestIsNotRead() {
        RawHttp.Response response = RawHttp.request(server.port(), "POST", "/subsz", "subs=xx");
        assertThat(response.code()).isEqualTo(200);
    }

    @Test
    void oldClientsWithoutAHostHeaderAreAnswered() {
        RawHttp.Response response = RawHttp.send(server.port(), "GET /healthz HTTP/1.0\r\n\r\n");
        assertThat(response.code()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void longDocumentsComeInChunks() throws IOException {
        SOURCE.clients = 500;
        RawHttp.Response response = RawHttp.get(server.port(), "/connz?subs=1");
        assertThat(response.header("transfer-encoding")).isEqualTo("chunked");
        JsonNode connz = JSON.readTree(response.body());
        assertThat(connz.get("num_connections").intValue()).isEqualTo(500);
        assertThat(connz.get("connections")).hasSize(500);
    }

    @Test
    void pagesAreSelectedByTheArguments() throws IOException {
        SOURCE.clients = 10;
        JsonNode connz = JSON.readTree(
                RawHttp.get(server.port(), "/connz?offset=3&limit=2&sort=cid").body());
        assertThat(connz.get("total").intValue()).isEqualTo(10);
        assertThat(connz.at("/connections/0/cid").intValue()).isEqualTo(4);
        assertThat(connz.get("connections")).hasSize(2);
    }

    @Test
    void hugeQueriesAreTaken() {
        RawHttp.Response response = RawHttp.get(server.port(), "/healthz?x=" + "a".repeat(100_000));
        assertThat(response.code()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/varz/", "/nope", "/VARZ", "/debug/vars/"})
    void unknownPathsAreNotFound(String path) {
        RawHttp.Response response = RawHttp.get(server.port(), path);
        assertThat(response.code()).isEqualTo(404);
        assertThat(response.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(response.body()).isEqualTo("404 page not found\n");
    }

    @Test
    void pathsAreReadAfterDecoding() {
        assertThat(RawHttp.get(server.port(), "/var%7a").code()).isEqualTo(200);
        RawHttp.Response moved = RawHttp.get(server.port(), "/a/..//varz?x=1");
        assertThat(moved.code()).isEqualTo(301);
        assertThat(moved.header("location")).isEqualTo("/varz?x=1");
        assertThat(moved.body()).isEqualTo("<a href=\"/varz?x=1\">Moved Permanently</a>.\n\n");
    }

    @Test
    void badArgumentsAreExplained() {
        RawHttp.Response response = RawHttp.get(server.port(), "/connz?limit=x");
        assertThat(response.code()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("Error decoding int for 'limit': strconv.Atoi: parsing \"x\": invalid syntax");
        assertThat(response.headers()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void requestsAreCounted() throws Exception {
        MonitorServer fresh = start("", 0);
        try {
            RawHttp.get(fresh.port(), "/");
            RawHttp.get(fresh.port(), "/subscriptionsz");
            RawHttp.get(fresh.port(), "/connz?limit=x");
            RawHttp.get(fresh.port(), "/subsz?limit=x");
            JsonNode varz = JSON.readTree(RawHttp.get(fresh.port(), "/varz").body());
            assertThat(varz.get("http_req_stats")).hasToString("{\"/\":1,\"/subsz\":2,\"/varz\":1}");
        } finally {
            fresh.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void basePathStandsBeforeEverything() throws Exception {
        MonitorServer based = start("nats/x/", 0);
        try {
            assertThat(RawHttp.get(based.port(), "/nats/x/varz").code()).isEqualTo(200);
            assertThat(RawHttp.get(based.port(), "/nats/x").body()).contains("href=\"./x/varz\"");
            assertThat(RawHttp.get(based.port(), "/varz").code()).isEqualTo(404);
        } finally {
            based.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void failingBrokerIsAnInternalError() {
        SOURCE.failing = true;
        RawHttp.Response response = RawHttp.get(server.port(), "/varz");
        assertThat(response.code()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("Internal Server Error");
    }

    @Test
    void subjectsThatAreNotCountedAreSaidToBeSo() throws IOException {
        JsonNode subjects = JSON.readTree(RawHttp.get(server.port(), "/topz").body());
        assertThat(subjects.path("enabled").booleanValue()).isFalse();
        assertThat(subjects.has("subjects")).isFalse();
    }

    @Test
    void stacksShowThreads() {
        RawHttp.Response response = RawHttp.get(server.port(), "/stacksz");
        assertThat(response.header("content-type")).isEqualTo("application/json");
        assertThat(response.body()).contains("\tat java.base");
    }

    @Test
    void variablesOfTheProcessAreShown() throws IOException {
        JsonNode vars = JSON.readTree(RawHttp.get(server.port(), "/debug/vars").body());
        assertThat(vars.at("/cmdline/0").textValue()).isEqualTo("dialtone");
        assertThat(vars.at("/memstats/HeapAlloc").longValue()).isPositive();
    }

    @Test
    void metricsAreInTheTextFormat() {
        RawHttp.Response response = RawHttp.get(server.port(), "/metrics");
        assertThat(response.header("content-type")).isEqualTo("text/plain; version=0.0.4; charset=UTF-8");
        assertThat(response.body()).contains("# TYPE gnatsd_varz_connections gauge\n");
    }

    @ParameterizedTest
    @CsvSource({
        "STARTING, 503, 200, 503",
        "READY, 200, 200, 200",
        "LAME_DUCK, 200, 200, 503",
        "STOPPING, 200, 200, 503",
    })
    void probesTellThePhases(Readiness readiness, int started, int live, int ready) {
        SOURCE.readiness = readiness;
        assertThat(RawHttp.get(server.port(), "/healthz/started").code()).isEqualTo(started);
        assertThat(RawHttp.get(server.port(), "/healthz/live").code()).isEqualTo(live);
        assertThat(RawHttp.get(server.port(), "/healthz/ready").code()).isEqualTo(ready);
        assertThat(RawHttp.get(server.port(), "/healthz").code()).isEqualTo(readiness.isReady() ? 200 : 500);
    }

    @Test
    void silentBrokerIsNotAlive() {
        SOURCE.silent = true;
        RawHttp.Response response = RawHttp.get(server.port(), "/healthz/live");
        assertThat(response.code()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("{\"status\":\"unavailable\",\"error\":\"no answer within 2000ms\"}");
    }

    @Test
    void takenPortIsToldWithItsAddress() {
        String address = "127.0.0.1:" + server.port();
        assertThatThrownBy(() -> start("", server.port()))
                .hasCauseInstanceOf(MonitorException.class)
                .hasMessageContaining(
                        "can't listen to the monitor port: listen tcp " + address + ": bind: address already in use");
    }

    private static MonitorServer start(String basePath, int port) throws Exception {
        MonitorOptions options =
                new MonitorOptions("127.0.0.1", port, basePath, null, "dialtone", MonitorAccess.open());
        return MonitorServer.start(SOURCE, options, new ServerLog())
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }
}
