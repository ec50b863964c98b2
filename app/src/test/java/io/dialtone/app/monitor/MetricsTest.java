package io.dialtone.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.actors.monitor.Readiness;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final FakeSource source = new FakeSource();

    @Test
    void numbersOfTheServerAreNamedAfterTheirPlace() {
        assertThat(lines(""))
                .contains(
                        "gnatsd_varz_connections{server_id=\"NFAKE\"} 2.0",
                        "gnatsd_varz_in_msgs{server_id=\"NFAKE\"} 10.0",
                        "gnatsd_varz_slow_consumer_stats_clients{server_id=\"NFAKE\"} 3.0",
                        "gnatsd_varz_cpu{server_id=\"NFAKE\"} 1.5",
                        "gnatsd_varz_version{server_id=\"NFAKE\",value=\"2.15.1\"} 1.0",
                        "gnatsd_varz_start{server_id=\"NFAKE\"} 1.7952108225E12",
                        "gnatsd_subsz_num_subscriptions{server_id=\"NFAKE\"} 2.0",
                        "gnatsd_routez_num_routes{server_id=\"NFAKE\"} 0.0",
                        "gnatsd_leafz_conn_nodes_total{server_id=\"NFAKE\"} 0.0")
                .noneMatch(line -> line.startsWith("gnatsd_varz_uptime"));
    }

    @Test
    void connectionsAreSummedUpBeyondAPage() {
        source.clients = 3000;
        assertThat(lines(""))
                .contains(
                        "gnatsd_connz_num_connections{server_id=\"NFAKE\"} 3000.0",
                        "gnatsd_connz_out_bytes{server_id=\"NFAKE\"} 60000.0",
                        "gnatsd_connz_pending_bytes{server_id=\"NFAKE\"} 15000.0")
                .noneMatch(line -> line.contains("cid="));
    }

    @Test
    void eachConnectionIsShownWhenAskedFor() {
        assertThat(lines("connz=detailed"))
                .contains(
                        "gnatsd_connz_out_bytes{server_id=\"NFAKE\"} 40.0",
                        "gnatsd_connz_out_bytes{account=\"A\",account_id=\"A\",cid=\"1\",ip=\"127.0.0.1\",kind=\"Client\","
                                + "lang=\"java\",name=\"app\",name_tag=\"A\",port=\"40001\",server_id=\"NFAKE\","
                                + "tls_cipher_suite=\"\",tls_version=\"\",type=\"nats\",version=\"2.26.2\"} 20.0")
                .anyMatch(line -> line.startsWith("gnatsd_connz_rtt{") && line.endsWith(" 1105.0"));
    }

    @Test
    void accountsHaveALabelEach() {
        assertThat(lines(""))
                .contains(
                        "gnatsd_accstatz_sent_bytes{account=\"A\",account_id=\"A\",account_name=\"A\",server_id=\"NFAKE\"} 20.0",
                        "gnatsd_accstatz_current_connections{account=\"$SYS\",account_id=\"$SYS\",account_name=\"$SYS\","
                                + "server_id=\"NFAKE\"} 0.0");
    }

    @Test
    void healthIsZeroWhenAllIsWell() {
        assertThat(lines(""))
                .contains(
                        "gnatsd_healthz_status{server_id=\"NFAKE\"} 0.0",
                        "gnatsd_healthz_status_value{server_id=\"NFAKE\",value=\"ok\"} 1.0");
        source.readiness = Readiness.LAME_DUCK;
        assertThat(lines(""))
                .contains(
                        "gnatsd_healthz_status{server_id=\"NFAKE\"} 1.0",
                        "gnatsd_healthz_status_value{server_id=\"NFAKE\",value=\"error\"} 0.0");
    }

    @Test
    void jvmHasItsOwnNames() {
        assertThat(lines(""))
                .anyMatch(line -> line.startsWith("dialtone_jvm_memory_used_bytes{area=\"heap\",server_id=\"NFAKE\"} "))
                .anyMatch(line -> line.startsWith("dialtone_jvm_gc_collections{gc="))
                .anyMatch(line -> line.startsWith("dialtone_version{java="));
    }

    private List<String> lines(String query) {
        Metrics metrics = new Metrics(source, source::serverStats);
        Reply reply = metrics.answer(Query.parse(query)).toCompletableFuture().join();
        return new String(reply.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
