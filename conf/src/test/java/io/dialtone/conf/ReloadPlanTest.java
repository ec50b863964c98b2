package io.dialtone.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.conf.ReloadPlan.Change;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words are those that nats-server 2.15.1 logged for the same pairs of files. */
final class ReloadPlanTest {
    private static ReloadPlan plan(String running, String wanted) throws ConfigurationException {
        return ReloadPlan.between(options(running), options(wanted));
    }

    private static Options options(String text) throws ConfigurationException {
        return OptionsFile.parse("port: -1\nhost: 127.0.0.1\n" + text.replace("|", "\n"))
                .options();
    }

    @Test
    void aReloadWithoutChangesLogsUsersAndAccountsAndChangesNothing() throws Exception {
        ReloadPlan plan = plan("", "");

        assertThat(plan.isAccepted()).isTrue();
        assertThat(plan.logLines()).containsExactly("Reloaded: authorization users", "Reloaded: accounts");
        assertThat(plan.changes()).isEmpty();
    }

    @Test
    void acceptedChangesAreLoggedInNatsServersOrder() throws Exception {
        String wanted = "debug: true|trace: true|max_payload: 1000|ping_interval: 5s|ping_max: 3|write_deadline: 3s"
                + "|max_connections: 7|max_traced_msg_len: 5|max_control_line: 1000|server_tags: a|server_metadata {a: b}"
                + "|no_fast_producer_stall: true|connect_error_reports: 5|reconnect_error_reports: 4"
                + "|client_advertise: \"x:1\"|logtime_utc: true|prof_block_rate: 5";
        ReloadPlan plan = plan("", wanted);

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.logLines())
                .containsExactly(
                        "Reload: client_advertise = x:1",
                        "Reloaded: trace = true",
                        "Reloaded: debug = true",
                        "Reloaded: logtime_utc = true",
                        "Reloaded: max_connections = 7",
                        "Reloaded: authorization users",
                        "Reloaded: accounts",
                        "Reloaded: ping_interval = 5s",
                        "Reloaded: ping_max = 3",
                        "Reloaded: max_control_line = 1000",
                        "Reloaded: max_payload = 1000",
                        "Reloaded: fast producers will not be stalled",
                        "Reloaded: prof_block_rate = 5",
                        "Reloaded: write_deadline = 3s",
                        "Reloaded: max_traced_msg_len = 5",
                        "Reloaded: connect_error_reports = 5",
                        "Reloaded: reconnect_error_reports = 4",
                        "Reloaded: tags",
                        "Reloaded: metadata");
        assertThat(plan.changes())
                .containsExactlyInAnyOrder(
                        Change.CLIENT_ADVERTISE,
                        Change.TRACE,
                        Change.LOGGING,
                        Change.MAX_CONNECTIONS,
                        Change.PING,
                        Change.MAX_CONTROL_LINE,
                        Change.MAX_PAYLOAD,
                        Change.PRODUCER_STALL,
                        Change.WRITE_DEADLINE,
                        Change.MAX_TRACED_MSG_LEN,
                        Change.OTHERS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; max_pending: 5MB; MaxPending: old=67108864, new=5242880",
                "``; max_subscriptions: 5; MaxSubs: old=0, new=5",
                "server_name: a; server_name: b; ServerName: old=a, new=b",
                "``; http: 8222; HTTPPort: old=0, new=8222",
                "``; http_base_path: /b; HTTPBasePath: old=, new=/b",
                "http_base_path: /a; http_base_path: /b; HTTPBasePath: old=/a, new=/b",
                "``; top_subjects: 5; TopSubjects: old=0, new=5",
                "``; opentelemetry {headers {a: hidden}}; OpenTelemetry: old=OpenTelemetryOptions[endpoint=, "
                        + "serviceName=dialtone, requestHeaders={}, attributes={}, timeout=PT10S, interval=PT1S, "
                        + "maxQueue=8192], new=OpenTelemetryOptions[endpoint=http://127.0.0.1:4318, "
                        + "serviceName=dialtone, requestHeaders=[REDACTED], attributes={}, timeout=PT10S, interval=PT1S, "
                        + "maxQueue=8192]",
                "``; audit_log_size_limit: 1; AuditLogSizeLimit: old=0, new=1",
                "``; audit_log_max_num: 1; AuditLogMaxNum: old=0, new=1",
                "feature_flags {x: true}; feature_flags {x: false}; FeatureFlags: old=map[x:true], new=map[x:false]",
                "``; no_header_support: true; NoHeaderSupport: old=false, new=true",
                "``; allow_non_tls: true; AllowNonTLS: old=false, new=true",
                "``; proxy_protocol: true; ProxyProtocol: old=false, new=true",
                "``; write_timeout: retry; WriteTimeout: old=, new=retry",
                "``; cluster {port: -1}; cluster host: old=, new=0.0.0.0",
                "``; leafnodes {port: -1}; LeafNode: field \"Host\": old=, new=0.0.0.0",
                "leafnodes {port: -1}; leafnodes {port: -1, authorization {timeout: 5}}; LeafNode: field \"AuthTimeout\": "
                        + "old=2, new=5",
                "``; port: 5999; Port: old=-1, new=5999",
                "``; log_size_limit: 5; LogSizeLimit: old=0, new=5",
                "``; log_max_num: 4; LogMaxFiles: old=0, new=4",
                "``; max_sub_tokens: 5; MaxSubTokens: old=0, new=5",
                "``; max_closed_clients: 6; MaxClosedClients: old=10000, new=6",
                "``; lame_duck_duration: 40s; LameDuckDuration: old=2m0s, new=40s",
                "``; lame_duck_grace_period: 4s; LameDuckGracePeriod: old=10s, new=4s",
                "``; no_sys_acc: true; NoSystemAccount: old=false, new=true",
                "``; system_account: A; SystemAccount: old=, new=A",
                "``; prof_port: 5; ProfPort: old=0, new=5",
                "``; disable_sublist_cache: true; NoSublistCache: old=false, new=true",
                "default_js_domain {a: b}; ``; JsAccDefaultDomain: old=map[a:b], new=map[]",
                "authorization {users: [{user: a}]}|no_auth_user: a; authorization {users: [{user: a}]}; "
                        + "NoAuthUser: old=a, new=",
                "authorization {users: [{user: a}]}; authorization {users: [{user: a}]}|no_auth_user: a; "
                        + "NoAuthUser: old=, new=a",
                "tls {timeout: 2}; tls {connection_rate_limit: 5}; TLSRateLimit: old=0, new=5",
                "tls {timeout: 2}; tls {verify_and_map: true}; TLSMap: old=false, new=true",
            })
    void whatCannotBeReloadedIsRefusedWithOldAndNewValue(String running, String wanted, String refusal)
            throws Exception {
        assertThat(plan(running, wanted).refusals()).containsExactly("config reload not supported for " + refusal);
    }

    private static String remote(String more) {
        return "leafnodes {remotes: [{url: \"nats://l:geheim@h:1\", account: A, " + more + "}]}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "hub: true; Hub; false; true",
                "no_randomize: true; NoRandomize; false; true",
                "deny_imports: a; DenyImports; []; [a]",
                "deny_exports: [a, b]; DenyExports; []; [a b]",
                "tls {timeout: 3}; TLSTimeout; 0; 3",
                "first_info_timeout: 3s; FirstInfoTimeout; 1s; 3s",
                "dial_timeout: 3s; DialTimeout; 0s; 3s",
                "ws_compression: true; Websocket; {false false}; {true false}",
                "proxy {url: \"http://u:geheim@p:1\", username: u, password: geheim}; Proxy; {   0s}; {http://p:1 u [REDACTED] 0s}",
                "isolate_leafnode_interest: true; LocalIsolation; false; true",
                "ignore_discovered_servers: true; IgnoreDiscoveredServers; false; true",
            })
    void aRemoteOfLeafNodesStaysWhatItIs(String key, String field, String old, String now) throws Exception {
        ReloadPlan plan = plan(remote(""), remote(key));
        assertThat(plan.refusals())
                .containsExactly("config reload not supported for LeafNode: remote urls=[\"nats://l:xxxxx@h:1\"], "
                        + "account=\"A\": field \"%s\": old=%s, new=%s".formatted(field, old, now));
        assertThat(plan.toString()).doesNotContain("geheim");
    }

    private static List<String> leafLines(ReloadPlan plan) {
        return plan.logLines().stream()
                .filter(line -> line.contains("LeafNode"))
                .toList();
    }

    @Test
    void whatBecomesOfRemotesIsSaidWithoutTheirSecrets() throws Exception {
        String name = "Reloaded: LeafNode Remote urls=[\"nats://l:xxxxx@h:1\"], account=\"A\" ";
        assertThat(leafLines(plan(remote(""), remote("compression: off, disabled: true"))))
                .containsExactly(name + "Compression value is: {off []}", name + "Disabled value is: true");
        assertThat(leafLines(plan(remote("tls {timeout: 2}"), remote("tls {timeout: 2, handshake_first: true}"))))
                .containsExactly(name + "TLS HandshakeFirst value is: true");
        assertThat(leafLines(plan(remote(""), remote("").replace("geheim", "other"))))
                .as("a password is part of what a remote is")
                .containsExactly(name + "removed");
        assertThat(leafLines(plan(remote("credentials: \"/c\""), "")))
                .containsExactly(name.stripTrailing() + ", credentials=\"/c\" removed");
        assertThat(leafLines(plan("", remote("")))).as("one that comes").isEmpty();
    }

    @Test
    void leafNodesThemselvesSayWhatTheyChange() throws Exception {
        String port = "leafnodes {port: -1, %s}";
        ReloadPlan plan = plan(
                port.formatted("authorization {users: [{user: a, password: b, account: A}]}"),
                port.formatted("compression: s2_best, authorization {users: [{user: c, password: d, account: A}]}"));
        assertThat(plan.refusals()).isEmpty();
        assertThat(leafLines(plan)).containsExactly("Reloaded: LeafNode Compression value is: {s2_best []}");
        assertThat(plan.changes()).contains(Change.LEAF_NODES);
    }

    @Test
    void severalRefusalsAreReportedTogetherInNatsServersOrder() throws Exception {
        assertThat(plan("", "lame_duck_duration: 40s|max_subs: 4").refusals())
                .containsExactly(
                        "config reload not supported for MaxSubs: old=0, new=4",
                        "config reload not supported for LameDuckDuration: old=2m0s, new=40s");
    }

    @Test
    void noAuthUserMayGoTogetherWithItsUser() throws Exception {
        ReloadPlan plan =
                plan("authorization {users: [{user: a}]}|no_auth_user: a", "authorization {users: [{user: b}]}");

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.changes()).containsExactly(Change.AUTHORIZATION);
    }

    @Test
    void changedCredentialsAreNamedAndNeverShown() throws Exception {
        ReloadPlan plan =
                plan("authorization {user: a, password: b}", "authorization {user: c, password: d, timeout: 1.5}");

        assertThat(plan.logLines())
                .containsExactly(
                        "Reloaded: authorization users",
                        "Reloaded: accounts",
                        "Reloaded: authorization username",
                        "Reloaded: authorization password",
                        "Reloaded: authorization timeout = 1.5");
    }

    @Test
    void tlsThatIsOnIsSetUpAgainWithEveryReload() throws Exception {
        ReloadPlan plan = plan("tls {timeout: 2}", "tls {timeout: 2}");

        assertThat(plan.logLines()).contains("Reloaded: tls = enabled");
        assertThat(plan.changes()).containsExactly(Change.TLS);
        assertThat(plan("tls {timeout: 2}", "").logLines()).contains("Reloaded: tls = disabled");
    }

    @Test
    void permissionsAndMappingsAreChangesOfUsersAndAccounts() throws Exception {
        assertThat(plan(
                                "authorization {users: [{user: a}]}",
                                "authorization {users: [{user: a, permissions {publish: x}}]}")
                        .changes())
                .containsExactly(Change.AUTHORIZATION);
        assertThat(plan("", "mappings {a: b}").changes()).containsExactly(Change.ACCOUNTS);
    }

    @Test
    void aRefusalThatShowsABlockShowsNoSecret() throws Exception {
        String running = "websocket {port: -1, no_tls: true, authorization {user: u, password: geheim}}";
        List<String> refusals = plan(running, "").refusals();

        assertThat(refusals).singleElement().asString().startsWith("config reload not supported for Websocket: old=");
        assertThat(refusals.toString()).doesNotContain("geheim");
    }
}
