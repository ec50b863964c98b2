package io.dialtone.actors.monitor;

import static io.dialtone.actors.monitor.Fixtures.IDENTITY;
import static io.dialtone.actors.monitor.Fixtures.NOW;
import static io.dialtone.actors.monitor.Fixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.actors.monitor.ConnectionQuery.Sort;
import io.dialtone.actors.monitor.ConnectionQuery.State;
import io.dialtone.actors.monitor.ConnectionQuery.Subscriptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitorJsonTest {

    private static final ConnectionInfo FULL = new ConnectionInfo(
            16,
            ConnectionInfo.Kind.CLIENT,
            ConnectionInfo.Type.NATS,
            "127.0.0.1",
            44618,
            START,
            START.plusSeconds(60),
            new ConnectionInfo.Closed(START.plusSeconds(61), "Protocol Violation"),
            Duration.ofNanos(480_123),
            7,
            new Traffic(1, 10, 2, 20),
            3,
            1,
            new ConnectionInfo.Client("app1", "java", "2.26.2"),
            new ConnectionInfo.Tls(
                    "1.3",
                    "TLS_AES_128_GCM_SHA256",
                    List.of(new ConnectionInfo.PeerCertificate("CN=x", "aa", "bb")),
                    true),
            new ConnectionInfo.Auth("a", "A", "tagA", "eyJ", "AKEY", List.of("t:1")),
            null,
            "PKEY",
            List.of(new SubscriptionDetail("A", "tagA", "foo.*", "q1", "1", 4, 9, 16)));

    @Test
    void connectionShowsEverythingWhenAskedFor() {
        assertThat(connections(FULL, true, Subscriptions.DETAIL))
                .isEqualTo(
                        "{\"server_id\":\"NABC\",\"now\":\"2026-11-20T21:41:24.87Z\",\"num_connections\":1,\"total\":1,"
                                + "\"offset\":0,\"limit\":1024,\"connections\":[{\"cid\":16,\"kind\":\"Client\",\"type\":\"nats\","
                                + "\"ip\":\"127.0.0.1\",\"port\":44618,\"start\":\"2026-11-20T21:40:22.5Z\","
                                + "\"last_activity\":\"2026-11-20T21:41:22.5Z\",\"stop\":\"2026-11-20T21:41:23.5Z\","
                                + "\"reason\":\"Protocol Violation\",\"rtt\":\"480µs\",\"uptime\":\"1m1s\",\"idle\":\"1s\","
                                + "\"pending_bytes\":7,\"in_msgs\":1,\"out_msgs\":2,\"in_bytes\":10,\"out_bytes\":20,\"stalls\":3,"
                                + "\"subscriptions\":1,\"name\":\"app1\",\"lang\":\"java\",\"version\":\"2.26.2\","
                                + "\"tls_version\":\"1.3\",\"tls_cipher_suite\":\"TLS_AES_128_GCM_SHA256\","
                                + "\"tls_peer_certs\":[{\"subject\":\"CN=x\",\"spki_sha256\":\"aa\",\"cert_sha256\":\"bb\"}],"
                                + "\"tls_first\":true,\"authorized_user\":\"a\",\"account\":\"A\","
                                + "\"subscriptions_list_detail\":[{\"account\":\"A\",\"account_tag\":\"tagA\",\"subject\":\"foo.*\","
                                + "\"qgroup\":\"q1\",\"sid\":\"1\",\"msgs\":4,\"cid\":16}],\"jwt\":\"eyJ\","
                                + "\"issuer_key\":\"AKEY\",\"name_tag\":\"tagA\",\"tags\":[\"t:1\"],\"proxy\":{\"key\":\"PKEY\"}}]}");
    }

    @Test
    void usersAndCertificatesAreHiddenUnlessAskedFor() {
        assertThat(connections(FULL, false, Subscriptions.SUBJECTS))
                .contains("\"tls_cipher_suite\"", "\"subscriptions_list\":[\"foo.*\"]")
                .doesNotContain(
                        "authorized_user", "\"account\"", "peer_certs", "jwt", "name_tag", "tags", "issuer_key");
    }

    @Test
    void globalAccountIsNotNamed() {
        assertThat(connections(Fixtures.open(1, "a", "$G"), true, Subscriptions.NONE))
                .contains("\"authorized_user\":\"a\",\"name_tag\":\"$G\"")
                .doesNotContain("\"account\"");
    }

    @Test
    void openConnectionDoesNotRepeatItsAccountInItsSubscriptions() {
        ConnectionInfo open = Fixtures.open(1).withSubscriptions(FULL.subscriptions());
        assertThat(connections(open, false, Subscriptions.DETAIL))
                .contains("\"subscriptions_list_detail\":[{\"subject\":\"foo.*\"")
                .contains("\"max\":9");
    }

    @Test
    void unknownAccountLeavesServerAndListEmpty() {
        JsonBody body = MonitorJson.connections(IDENTITY, ConnectionPage.unknownAccount(ConnectionQuery.DEFAULT, NOW));
        assertThat(text(body))
                .isEqualTo("{\"server_id\":\"\",\"now\":\"2026-11-20T21:41:24.87Z\",\"num_connections\":0,\"total\":0,"
                        + "\"offset\":0,\"limit\":1024,\"connections\":null}");
    }

    @Test
    void subscriptionsFollowTheStatistics() {
        SubscriptionPage page = new SubscriptionPage(
                new SubscriptionQuery(true, 0, 0, "", ""),
                NOW,
                new SublistStats(17, 7, 20, 3, 8, 1, 1, 6),
                7,
                List.of(new SubscriptionDetail("A", "A", "svc", "q", "1", 0, 3, 1)));
        assertThat(text(MonitorJson.subscriptions(IDENTITY, page)))
                .isEqualTo("{\"server_id\":\"NABC\",\"now\":\"2026-11-20T21:41:24.87Z\",\"num_subscriptions\":17,"
                        + "\"num_cache\":7,\"num_inserts\":20,\"num_removes\":3,\"num_matches\":8,"
                        + "\"cache_hit_rate\":0.125,\"max_fanout\":1,\"avg_fanout\":0.8571428571428571,\"total\":7,"
                        + "\"offset\":0,\"limit\":1024,\"subscriptions_list\":[{\"account\":\"A\",\"account_tag\":\"A\","
                        + "\"subject\":\"svc\",\"qgroup\":\"q\",\"sid\":\"1\",\"msgs\":0,\"max\":3,\"cid\":1}]}");
    }

    @Test
    void accountShowsMappingsExportsAndImports() {
        AccountInfo account = new AccountInfo(
                "A",
                START,
                true,
                false,
                true,
                false,
                1,
                2,
                17,
                Map.of("m.in", List.of(new AccountInfo.MapDestination("m.out", 100, null))),
                List.of(
                        new AccountInfo.Export(
                                "ev.>", AccountInfo.ShareType.STREAM, null, null, List.of(), true, Map.of()),
                        new AccountInfo.Export(
                                "svc",
                                AccountInfo.ShareType.SERVICE,
                                "Singleton",
                                new AccountInfo.Latency(50, "l.a"),
                                List.of("B"),
                                false,
                                Map.of("AC", START))),
                List.of(new AccountInfo.Import(
                        "svc", "B", "s", "s", AccountInfo.ShareType.SERVICE, false, true, false, null)),
                null,
                null,
                "A",
                List.of(),
                new AccountInfo.Decoded(
                        "{\"sub\":\"A\",\"nats\":{\"version\":2}}",
                        List.of(new AccountInfo.Issue("claim is expired", false, true)),
                        Map.of("*", START)),
                SublistStats.NONE,
                Map.of("_R_.a.b", new AccountInfo.Response("in", "B", true, new AccountInfo.Latency(50, "l.a"))));
        assertThat(text(MonitorJson.account(IDENTITY, NOW, "SYS", account)))
                .isEqualTo("{\"server_id\":\"NABC\",\"now\":\"2026-11-20T21:41:24.87Z\",\"system_account\":\"SYS\","
                        + "\"account_detail\":{\"account_name\":\"A\",\"update_time\":\"2026-11-20T21:40:22.5Z\","
                        + "\"is_system\":true,\"expired\":false,\"complete\":true,\"jetstream_enabled\":false,"
                        + "\"leafnode_connections\":1,\"client_connections\":2,\"subscriptions\":17,"
                        + "\"mappings\":{\"m.in\":[{\"subject\":\"m.out\",\"weight\":100}]},"
                        + "\"exports\":[{\"subject\":\"ev.\\u003e\",\"type\":\"stream\",\"token_req\":true},{\"subject\":\"svc\","
                        + "\"type\":\"service\",\"response_type\":\"Singleton\","
                        + "\"service_latency\":{\"sampling\":50,\"results\":\"l.a\"},\"approved_accounts\":[\"B\"],"
                        + "\"revoked_activations\":{\"AC\":\"2026-11-20T21:40:22.5Z\"}}],"
                        + "\"imports\":[{\"subject\":\"svc\",\"account\":\"B\",\"to\":\"s\",\"local_subject\":\"s\","
                        + "\"type\":\"service\",\"invalid\":false,\"share\":true,\"tracking\":false}],\"name_tag\":\"A\","
                        + "\"decoded_jwt\":{\"sub\":\"A\",\"nats\":{\"version\":2}},"
                        + "\"validation_result_jwt\":[{\"description\":\"claim is expired\",\"blocking\":false,"
                        + "\"time_check\":true}],\"revoked_user\":{\"*\":\"2026-11-20T21:40:22.5Z\"},"
                        + "\"sublist_stats\":{\"num_subscriptions\":0,\"num_cache\":0,\"num_inserts\":0,\"num_removes\":0,"
                        + "\"num_matches\":0,\"cache_hit_rate\":0,\"max_fanout\":0,\"avg_fanout\":0},"
                        + "\"responses\":{\"_R_.a.b\":{\"subject\":\"in\",\"account\":\"B\",\"to\":\"_R_.a.b\","
                        + "\"local_subject\":\"_R_.a.b\",\"type\":2,\"invalid\":false,\"share\":true,\"tracking\":true,"
                        + "\"latency\":{\"sampling\":50,\"results\":\"l.a\"}}}}}");
    }

    private static String connections(ConnectionInfo connection, boolean auth, Subscriptions subscriptions) {
        ConnectionQuery query = new ConnectionQuery(Sort.CID, auth, subscriptions, 0, 0, 0, State.ALL, "", "", "");
        ConnectionPage page = new ConnectionPage(query, NOW, true, 1, List.of(connection));
        return text(MonitorJson.connections(IDENTITY, page));
    }

    private static String text(JsonBody body) {
        return new String(body.compact(), StandardCharsets.UTF_8);
    }
}
