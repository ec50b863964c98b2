package io.dialtone.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key ends in its option. */
final class OptionValuesTest {
    private static Options options(String text) throws ConfigurationException {
        return OptionsFile.parse(text, name -> null).options();
    }

    private static Arguments row(String text, Function<Options, Object> option, Object value) {
        return arguments(text, option, value);
    }

    static Stream<Arguments> clients() {
        return Stream.of(
                row(
                        "listen: \"[::1]:5222\"",
                        o -> o.client().host() + " " + o.client().port(),
                        "::1 5222"),
                row("listen: 5222", o -> o.client().host() + " " + o.client().port(), "0.0.0.0 5222"),
                row("net: h", o -> o.client().host(), "h"),
                row("PORT: 0", o -> o.client().port(), 4222),
                row("port: -1", o -> o.client().port(), -1),
                row("client_advertise: x", o -> o.client().advertise(), "x"),
                row("allow_non_tls: true", o -> o.client().allowNonTls(), true),
                row("proxy_protocol: true", o -> o.client().proxyProtocol(), true),
                row("server_name: s", Options::serverName, "s"),
                row(
                        "http: 1.2.3.4:5",
                        o -> o.monitoringHost() + " " + o.monitoring().httpPort(),
                        "1.2.3.4 5"),
                row(
                        "host: h\nmonitor_port: 5",
                        o -> o.monitoringHost() + " " + o.monitoring().httpPort(),
                        "h 5"),
                row("https_port: 5", o -> o.monitoring().httpsPort(), 5),
                row("http_base_path: /x", o -> o.monitoring().basePath(), "/x"),
                row(
                        "http_user: a\nhttp_password: b",
                        o -> o.monitoring().user() + " " + o.monitoring().password(),
                        "a b"),
                row("http_password: b", o -> o.monitoring().toString().contains("password=[REDACTED]"), true),
                row("top_subjects: 50", o -> o.monitoring().topSubjects(), 50),
                row("https_verify: true", o -> o.monitoring().verify(), true),
                row("debug: true", o -> o.openTelemetry().isOn(), false),
                row("opentelemetry {}", o -> o.openTelemetry().endpoint(), "http://127.0.0.1:4318"),
                row(
                        "opentelemetry {endpoint: \"https://h/x\"}",
                        o -> o.openTelemetry().endpoint(),
                        "https://h/x"),
                row("opentelemetry {service_name: s}", o -> o.openTelemetry().serviceName(), "s"),
                row("opentelemetry {headers {a: b}}", o -> o.openTelemetry().requestHeaders(), Map.of("a", "b")),
                row(
                        "opentelemetry {headers {a: secret}}",
                        o -> o.openTelemetry().toString().contains("secret"),
                        false),
                row(
                        "opentelemetry {attributes {a.b: c}}",
                        o -> o.openTelemetry().attributes(),
                        Map.of("a.b", "c")),
                row("opentelemetry {timeout: 3s}", o -> o.openTelemetry().timeout(), Duration.ofSeconds(3)),
                row("opentelemetry {interval: 50ms}", o -> o.openTelemetry().interval(), Duration.ofMillis(50)),
                row("opentelemetry {max_queue: 5}", o -> o.openTelemetry().maxQueue(), 5),
                row("audit_log: /x", o -> o.logging().auditFile(), "/x"),
                row("audit_log_size_limit: 1MB", o -> o.logging().auditSizeLimit(), 1L << 20),
                row("audit_log_max_num: 3", o -> o.logging().auditMaxNum(), 3L),
                row("debug: true", o -> o.logging().debug(), true),
                row(
                        "trace_verbose: true",
                        o -> o.logging().trace() && o.logging().traceVerbose(),
                        true),
                row(
                        "trace_headers: true",
                        o -> o.logging().trace() && o.logging().traceHeaders(),
                        true),
                row("logtime: false", o -> o.logging().logtime(), false),
                row("logtime_utc: true", o -> o.logging().logtimeUtc(), true),
                row("logfile: f", o -> o.logging().logFile(), "f"),
                row("log_size_limit: 1k", o -> o.logging().sizeLimit(), 1000L),
                row("logfile_max_num: 4", o -> o.logging().maxNum(), 4L),
                row("syslog: true", o -> o.logging().syslog(), true),
                row("remote_syslog: u", o -> o.logging().remoteSyslog(), "u"),
                row("log_format: JSON", o -> o.logging().format(), LogFormat.JSON),
                row("pidfile: p", o -> o.process().pidFile(), "p"),
                row("ports_file_dir: d", o -> o.process().portsFileDir(), "d"),
                row("prof_port: 5", o -> o.process().profPort(), 5));
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                row("max_conn: 5", o -> o.limits().maxConnections(), 5),
                row("max_connections: 0", o -> o.limits().maxConnections(), -1),
                row("debug: true", o -> o.limits().maxConnections(), 65536),
                row("max_subs: 5", o -> o.limits().maxSubscriptions(), 5),
                row("max_subscription_tokens: 5", o -> o.limits().maxSubTokens(), 5),
                row("max_payload: 8MB", o -> o.limits().maxPayload(), 8 * 1024 * 1024),
                row("max_payload: 0", o -> o.limits().maxPayload(), 1024 * 1024),
                row("max_control_line: 2k", o -> o.limits().maxControlLine(), 2000),
                row("max_pending: 4GB", o -> o.limits().maxPending(), 4L << 30),
                row("max_closed_clients: 5", o -> o.limits().maxClosedClients(), 5),
                row("ping_interval: 20", o -> o.limits().pingInterval(), Duration.ofSeconds(20)),
                row("ping_interval: \"1m30s\"", o -> o.limits().pingInterval(), Duration.ofSeconds(90)),
                row("ping_max: 5", o -> o.limits().pingMax(), 5),
                row("write_deadline: 5s", o -> o.limits().writeDeadline(), Duration.ofSeconds(5)),
                row("write_timeout: retry", o -> o.limits().writeTimeout(), WriteTimeoutPolicy.RETRY),
                row("no_fast_producer_stall: true", o -> o.limits().noFastProducerStall(), true),
                row("max_traced_msg_len: 5", o -> o.limits().maxTracedMsgLen(), 5),
                row("lame_duck_duration: 40s", o -> o.lameDuck().duration(), Duration.ofSeconds(40)),
                row("lame_duck_grace_period: 4s", o -> o.lameDuck().gracePeriod(), Duration.ofSeconds(4)),
                row("server_tags: [A, b, a]", o -> o.traits().tags(), List.of("a", "b")),
                row("server_metadata { K: V }", o -> o.traits().metadata(), Map.of("K", "V")),
                row("no_header_support: true", o -> o.traits().noHeaderSupport(), true),
                row("authorization { timeout: 1.5 }", Options::authTimeout, Duration.ofMillis(1500)),
                row("debug: true", Options::authTimeout, Duration.ofSeconds(2)),
                row("tls { timeout: \"5s\" }", Options::authTimeout, Duration.ofSeconds(6)));
    }

    static Stream<Arguments> security() {
        PermissionOptions allowed = PermissionOptions.builder()
                .publish(new SubjectRules(List.of("a"), List.of()))
                .subscribe(new SubjectRules(List.of("b", "c q"), List.of("d")))
                .build();
        return Stream.of(
                row("authorization { token: t }", o -> o.authorization().token(), "t"),
                row(
                        "authorization { username: u, pass: p }",
                        o -> o.authorization().user() + o.authorization().password(),
                        "up"),
                row(
                        "authorization { users: [ { user: u, pass: p, permissions { pub: a, sub { allow: [b, \"c q\"], deny: d } } } ] }",
                        o -> o.authorization().users().get(0).permissions(),
                        allowed),
                row(
                        "authorization { permissions { pub: a, sub { allow: [b, \"c q\"], deny: d } } }",
                        o -> o.authorization().defaultPermissions(),
                        allowed),
                row(
                        "authorization { users: [ { user: u, permissions { publish: [] } } ] }",
                        OptionValuesTest::permissions,
                        PermissionOptions.builder()
                                .publish(new SubjectRules(null, List.of()))
                                .build()),
                row(
                        "authorization { users: [ { user: u, permissions { allow_responses: true } } ] }",
                        OptionValuesTest::permissions,
                        PermissionOptions.builder()
                                .publish(new SubjectRules(List.of(), List.of()))
                                .responses(ResponseRule.DEFAULT)
                                .build()),
                row(
                        "authorization { users: [ { user: u, permissions { publish: x, allow_responses { max: -1, ttl: \"-1s\" } } } ] }",
                        OptionValuesTest::permissions,
                        PermissionOptions.builder()
                                .publish(new SubjectRules(List.of("x"), List.of()))
                                .responses(new ResponseRule(-1, Duration.ofSeconds(-1)))
                                .build()),
                row(
                        "authorization { users: [ { user: u, clients: [ mqtt ] } ] }",
                        o -> o.authorization().users().get(0).connectionTypes(),
                        Set.of("MQTT")),
                row(
                        "authorization { users: [ { user: u } ] }\nno_auth_user: u",
                        o -> o.authorization().noAuthUser(),
                        "u"),
                row(
                        "accounts: [ A, B ]",
                        o -> o.accounts().stream().map(AccountOptions::name).toList(),
                        List.of("A", "B")),
                row(
                        "accounts { A { users: [ { user: u } ], limits { max_conn: 3 } } }",
                        o -> o.accounts().get(0).users().get(0).username()
                                + o.accounts().get(0).limits(),
                        "u" + new AccountLimits(3, -1, -1, -1)),
                row(
                        "accounts { A { trace_dest: t } }",
                        o -> o.accounts().get(0).traceDestination()
                                + o.accounts().get(0).traceSampling(),
                        "t100"),
                row(
                        "maps { a: b, c { dest: d, weight: \"5%\", cluster: e } }",
                        Options::mappings,
                        List.of(
                                new MappingOptions("a", List.of(new MappingOptions.Destination("b", 100, ""))),
                                new MappingOptions("c", List.of(new MappingOptions.Destination("d", 5, "e"))))),
                row(
                        "tls { verify_and_map: true, handshake_first: \"300ms\", min_version: \"1.3\", pinned_certs: [ "
                                + "AB".repeat(32) + " ] }",
                        o -> o.client().tls(),
                        TlsOptions.builder()
                                .verify(true)
                                .verifyAndMap(true)
                                .handshakeFirst(true)
                                .handshakeFirstFallback(Duration.ofMillis(300))
                                .minVersion("1.3")
                                .pinnedCerts(Set.of("ab".repeat(32)))
                                .build()),
                row("resolver: MEMORY", o -> o.trust().resolver(), ResolverOptions.defaults()),
                row(
                        "resolver: URL(http://h/x)",
                        o -> o.trust().resolver(),
                        ResolverOptions.builder()
                                .kind(ResolverKind.URL)
                                .url("http://h/x")
                                .build()),
                row("jetstream: enabled", o -> o.jetStream().enabled(), true),
                row("jetstream {}", o -> o.jetStream().enabled(), true),
                row(
                        "jetstream { max_mem: \"2G\", max_file: 1k }",
                        o -> o.jetStream().maxMemory() + " " + o.jetStream().maxFile(),
                        (2L << 30) + " 1000"),
                row(
                        "cluster { port: -1, compression: true }",
                        o -> o.cluster().compression().mode(),
                        "s2_fast"),
                row("leafnodes { compression: on }", o -> o.leaf().compression(), CompressionOptions.DEFAULT_LEAF),
                row(
                        "cluster { routes: [ \"nats://a:1\", \"nats://a:1\" ] }",
                        o -> o.cluster().routes(),
                        List.of("nats://a:1")));
    }

    private static Object permissions(Options options) {
        PermissionOptions permissions = options.authorization().users().get(0).permissions();
        return permissions == null ? "none" : permissions;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"clients", "limits", "security"})
    void aKeyEndsInItsOption(String text, Function<Options, Object> option, Object value) throws Exception {
        assertThat(option.apply(options(text))).isEqualTo(value);
    }

    @Test
    void keysThatDoNotActYetAreNamedOnceAndSorted() throws Exception {
        String text =
                "port: 1\njetstream { store_dir: d }\ncluster { port: 6222 }\naccounts { A { jetstream: true }, B { jetstream: true } }";

        assertThat(OptionsFile.parse(text).inactiveKeys()).containsExactly("accounts.jetstream", "jetstream");
    }

    @Test
    void twoListenersOnOnePortAreRefusedWhereTheSecondStands() {
        assertThatThrownBy(() -> options(
                        "port: 4222\nhttp: 127.0.0.1:4222\ncluster { listen: \"1.2.3.4:4222\" }\nhttps_port: 5"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(":2:1: port 4222 of the http listener is already used by the client listener at :1:0\n"
                        + ":3:11: port 4222 of the cluster listener is already used by the client listener at :1:0");
    }

    @Test
    void listenersOnTheSamePortOfDifferentAddressesAreFine() throws Exception {
        assertThat(options("listen: 127.0.0.1:4222\nhttp: 127.0.0.2:4222")
                        .monitoring()
                        .httpPort())
                .isEqualTo(4222);
    }

    @Test
    void aFileIsReadOnTopOfOtherOptions() throws Exception {
        Options base =
                Options.defaults().with(b -> b.logging(l -> l.debug(true)).client(c -> c.port(7)));
        Path file = Files.createTempFile("dialtone", ".conf");
        try {
            Files.writeString(file, "port: 8");
            Options options = OptionsFile.load(file.toString(), base).options();

            assertThat(options.logging().debug()).isTrue();
            assertThat(options.client().port()).isEqualTo(8);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void secretsAreNotPartOfTheTextOfOptions() throws Exception {
        String text =
                "authorization { users: [ { user: u, password: geheim } ] }\ncluster { authorization { user: r, password: geheim } }";

        assertThat(options(text).toString()).doesNotContain("geheim").contains("username=u");
    }
}
