package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.NEW_USES;
import static io.dialtone.conf.KeyTable.Reload.NO;
import static io.dialtone.conf.KeyTable.Reload.YES;

import io.dialtone.conf.KeyTable.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/** The keys of the top level. */
final class TopKeys {
    private static final Duration MIN_LAME_DUCK = Duration.ofSeconds(30);
    private static final int MAX_SUB_TOKENS = 255;
    private static final int MAX_TOP_SUBJECTS = 1000;

    static final KeyTable<Options.Builder> TABLE = new KeyTable<>("");

    static {
        listeners(TABLE);
        logging(TABLE);
        limits(TABLE);
        security(TABLE);
        blocks(TABLE);
        others(TABLE);
    }

    private TopKeys() {}

    private static void listeners(KeyTable<Options.Builder> t) {
        t.key(
                "listen",
                "0.8.1",
                NO,
                "0.0.0.0:4222",
                Kinds.listen(
                        "client", (b, host, port) -> b.client(c -> c.host(host).port(port))));
        t.key("host net", "0.5.1", NO, "0.0.0.0", Kinds.text((b, v) -> b.client(c -> c.host(v))));
        t.key("port", "0.5.1", NO, "4222, -1 random", Kinds.port("client", (b, v) -> b.client(c -> c.port(v))));
        t.key("server_name", "2.1.2", NO, "server id", Kinds.name("server", (b, v) -> b.serverName(v)));
        t.key("client_advertise", "1.0.6", YES, "-", Kinds.text((b, v) -> b.client(c -> c.advertise(v))));
        t.key("tls", "0.7.0", YES, "off", Kinds.tls(TlsKeys.Context.CLIENTS, (b, v) -> b.client(c -> c.tls(v))));
        t.key("allow_non_tls", "2.2.0", NO, "false", Kinds.bool((b, v) -> b.client(c -> c.allowNonTls(v))));
        t.key("proxy_protocol", "2.12.2", NO, "false", Kinds.bool((b, v) -> b.client(c -> c.proxyProtocol(v))));
        t.key(
                "http",
                "0.8.1",
                NO,
                "off",
                Kinds.listen(
                        "http",
                        (b, host, port) -> b.monitoring(m -> m.host(host).httpPort(port))));
        t.key(
                "http_port monitor_port",
                "0.5.1",
                NO,
                "off",
                Kinds.port("http", (b, v) -> b.monitoring(m -> m.httpPort(v))));
        t.key(
                "https",
                "0.8.1",
                NO,
                "off",
                Kinds.listen(
                        "https",
                        (b, host, port) -> b.monitoring(m -> m.host(host).httpsPort(port))));
        t.key("https_port", "0.7.0", NO, "off", Kinds.port("https", (b, v) -> b.monitoring(m -> m.httpsPort(v))));
        t.key("http_base_path", "2.1.7", NO, "/", Kinds.text((b, v) -> b.monitoring(m -> m.basePath(v))));
        t.key("http_user", "Dialtone", YES, "-", Kinds.text((b, v) -> b.monitoring(m -> m.user(v))));
        t.key("http_password", "Dialtone", YES, "-", Kinds.text((b, v) -> b.monitoring(m -> m.password(v))));
        t.key("https_verify", "Dialtone", YES, "false", Kinds.bool((b, v) -> b.monitoring(m -> m.verify(v))));
        t.key("top_subjects", "Dialtone", NO, "0 = off", Kinds.of("0..1000", TopKeys::topSubjects));
        t.key("prof_port", "0.5.1", NO, "0", Kinds.port("profile", (b, v) -> b.process(p -> p.profPort(v))));
        t.key(
                "prof_block_rate",
                "2.10.2",
                YES,
                "0",
                Kinds.int32("prof_block_rate", (b, v) -> b.process(p -> p.profBlockRate(v))));
        t.key("pid_file pidfile", "0.5.1", YES, "-", Kinds.text((b, v) -> b.process(p -> p.pidFile(v))));
        t.key("ports_file_dir", "1.2.0", YES, "-", Kinds.text((b, v) -> b.process(p -> p.portsFileDir(v))));
        t.key(
                "reload_on_change",
                "Dialtone",
                YES,
                "off",
                Kinds.duration("reload_on_change", (b, v) -> b.process(p -> p.reloadOnChange(v))));
    }

    private static void logging(KeyTable<Options.Builder> t) {
        t.key("debug", "0.5.1", YES, "false", Kinds.bool((b, v) -> b.logging(l -> l.debug(v))));
        t.key("trace", "0.5.1", YES, "false", Kinds.bool((b, v) -> b.logging(l -> l.trace(v))));
        t.key(
                "trace_verbose",
                "2.1.6",
                YES,
                "false",
                Kinds.bool((b, v) -> b.logging(l -> l.traceVerbose(v).trace(v))));
        t.key(
                "trace_headers",
                "2.11.2",
                YES,
                "false",
                Kinds.bool((b, v) -> b.logging(l -> l.traceHeaders(v).trace(v))));
        t.key("logtime", "0.5.1", YES, "true", Kinds.bool((b, v) -> b.logging(l -> l.logtime(v))));
        t.key("logtime_utc", "2.9.21", YES, "false", Kinds.bool((b, v) -> b.logging(l -> l.logtimeUtc(v))));
        t.key("log_file logfile", "0.5.1", YES, "stderr", Kinds.text((b, v) -> b.logging(l -> l.logFile(v))));
        t.key(
                "log_size_limit logfile_size_limit",
                "2.1.4",
                NO,
                "0 = no rotation",
                Kinds.int64((b, v) -> b.logging(l -> l.sizeLimit(v))));
        t.key(
                "log_max_num logfile_max_num",
                "2.10.0",
                NO,
                "0 = keep all",
                Kinds.int64((b, v) -> b.logging(l -> l.maxNum(v))));
        t.key("syslog", "0.6.0", YES, "false", Kinds.bool((b, v) -> b.logging(l -> l.syslog(v))));
        t.key("remote_syslog", "0.6.0", YES, "-", Kinds.text((b, v) -> b.logging(l -> l.remoteSyslog(v))));
        t.key("log_format", "Dialtone", NO, "text", Kinds.of("text or json", TopKeys::logFormat));
        t.key("audit_log", "Dialtone", YES, "off", Kinds.text((b, v) -> b.logging(l -> l.auditFile(v))));
        t.key(
                "audit_log_size_limit",
                "Dialtone",
                NO,
                "0 = no rotation",
                Kinds.int64((b, v) -> b.logging(l -> l.auditSizeLimit(v))));
        t.key(
                "audit_log_max_num",
                "Dialtone",
                NO,
                "0 = keep all",
                Kinds.int64((b, v) -> b.logging(l -> l.auditMaxNum(v))));
        t.key(
                "max_traced_msg_len",
                "2.0.2",
                YES,
                "0 = unlimited",
                Kinds.int32("max_traced_msg_len", (b, v) -> b.limits(l -> l.maxTracedMsgLen(v))));
    }

    private static void limits(KeyTable<Options.Builder> t) {
        t.key(
                "max_control_line",
                "0.6.2",
                YES,
                "4096",
                Kinds.int32("max_control_line", (b, v) -> b.limits(l -> l.maxControlLine(v))));
        t.key(
                "max_payload",
                "0.6.2",
                YES,
                "1048576",
                Kinds.int32("max_payload", (b, v) -> b.limits(l -> l.maxPayload(v))));
        t.key("max_pending", "0.6.2", NO, "67108864", Kinds.int64((b, v) -> b.limits(l -> l.maxPending(v))));
        // Written as 0, it lets nobody in, like nats-server's; only a missing key means the default.
        t.key(
                "max_connections max_conn",
                "0.6.2",
                YES,
                "65536",
                Kinds.int32("max_connections", (b, v) -> b.limits(l -> l.maxConnections(v == 0 ? -1 : v))));
        t.key(
                "max_subscriptions max_subs",
                "1.2.0",
                NO,
                "0 = unlimited",
                Kinds.int32("max_subscriptions", (b, v) -> b.limits(l -> l.maxSubscriptions(v))));
        t.key(
                "max_sub_tokens max_subscription_tokens",
                "2.6.4",
                NO,
                "0 = unlimited",
                Kinds.of("1..255", TopKeys::maxSubTokens));
        t.key(
                "account_publish_limits",
                "Dialtone",
                YES,
                "none",
                Kinds.of(
                        "{} account_publish_limits",
                        (in, v, b) -> b.limits(l -> l.accountPublishRate(PublishRateKeys.defaults(in, v)))));
        t.key(
                "max_closed_clients",
                "2.10.26",
                NO,
                "10000",
                Kinds.int32("max_closed_clients", (b, v) -> b.limits(l -> l.maxClosedClients(v))));
        t.key(
                "ping_interval",
                "0.9.6",
                YES,
                "2m",
                Kinds.duration("ping_interval", (b, v) -> b.limits(l -> l.pingInterval(v))));
        t.key("ping_max", "0.9.6", YES, "2", Kinds.int32("ping_max", (b, v) -> b.limits(l -> l.pingMax(v))));
        t.key(
                "write_deadline",
                "1.0.0",
                YES,
                "10s",
                Kinds.duration("write_deadline", (b, v) -> b.limits(l -> l.writeDeadline(v))));
        t.key(
                "write_timeout",
                "2.11.11",
                NO,
                "default = close",
                Kinds.writeTimeout((b, v) -> b.limits(l -> l.writeTimeout(v))));
        t.key(
                "no_fast_producer_stall",
                "2.10.26",
                YES,
                "false",
                Kinds.bool((b, v) -> b.limits(l -> l.noFastProducerStall(v))));
        t.key("lame_duck_duration", "1.4.0", NO, "2m", Kinds.of("duration, at least 30s", TopKeys::lameDuckDuration));
        t.key("lame_duck_grace_period", "2.2.0", NO, "10s", Kinds.of("duration", TopKeys::lameDuckGrace));
    }

    private static void security(KeyTable<Options.Builder> t) {
        t.key("authorization", "0.5.1", YES, "-", Kinds.of("{} authorization", AuthorizationKeys::main));
        t.key("accounts", "2.0.0", YES, "-", Kinds.of("[] names or {name: {} accounts}", AccountKeys::read));
        t.key(
                "mappings maps",
                "2.2.0",
                YES,
                "-",
                Kinds.of("{subject: destination}", (in, v, b) -> b.mappings(MappingKeys.read(in, v))));
        t.key(
                "sticky_queues",
                "Dialtone",
                YES,
                "-",
                Kinds.of("[{}] sticky_queues", (in, v, b) -> b.stickyQueues(StickyQueueKeys.read(in, v))));
        t.key("no_auth_user", "2.1.7", NO, "-", Kinds.text((b, v) -> b.authorization(a -> a.noAuthUser(v))));
        t.key("default_sentinel", "2.11.2", YES, "-", Kinds.text((b, v) -> b.trust(a -> a.defaultSentinel(v))));
        t.key(
                "operator operators root roots root_operator root_operators",
                "2.0.0",
                NO,
                "-",
                Kinds.of("file or token, or [] of them", TrustKeys::operators));
        t.key(
                "resolver account_resolver accounts_resolver",
                "2.0.0",
                YES,
                "-",
                Kinds.of("MEMORY, URL(x) or {} resolver", TrustKeys::resolver));
        t.key(
                "resolver_tls",
                "2.1.6",
                YES,
                "-",
                Kinds.tls(TlsKeys.Context.CLIENTS, (b, v) -> b.trust(a -> a.resolverTls(v))));
        t.key("resolver_preload", "2.0.0", YES, "-", Kinds.of("{account id: JWT}", TrustKeys::preload));
        t.key(
                "resolver_pinned_accounts",
                "2.4.0",
                NEW_USES,
                "-",
                Kinds.of("string, [] or {}", TrustKeys::pinnedAccounts));
        t.key("system_account system", "2.0.0", NO, "$SYS", Kinds.of("string", TrustKeys::systemAccount));
        t.key(
                "no_system_account no_system no_sys_acc",
                "2.2.0",
                NO,
                "false",
                Kinds.bool((b, v) -> b.trust(a -> a.noSystemAccount(v))));
        t.key("trusted_keys trusted", "2.0.0", NO, "-", Kinds.of("nkey or []", TrustKeys::trustedKeys));
        t.key("proxies", "2.12.0", YES, "-", Kinds.of("{} proxies", TrustKeys::proxies));
        t.key("ocsp", "2.3.0", YES, "auto", Kinds.of("bool or {} ocsp", OcspKeys::stapling));
        t.key("ocsp_cache", "2.9.21", YES, "on with ocsp_peer", Kinds.of("bool or {} ocsp_cache", OcspKeys::cache));
    }

    private static void blocks(KeyTable<Options.Builder> t) {
        t.key("cluster", "0.6.0", YES, "off", Kinds.of("{} cluster", ClusterKeys::read));
        t.key("gateway", "2.0.0", NO, "off", Kinds.of("{} gateway", GatewayKeys::read));
        t.key("leafnodes leaf", "2.0.0", YES, "off", Kinds.of("{} leafnodes", LeafKeys::read));
        t.key(
                "jetstream",
                "2.2.0",
                YES,
                "off",
                Kinds.of("bool, enabled, disabled or {} jetstream", JetStreamKeys::read));
        t.key(
                "store_dir storedir",
                "2.3.0",
                NO,
                "-",
                Kinds.of(
                        "directory",
                        (in, v, b) -> b.jetStream(js -> {
                            JetStreamKeys.storeDir(v, js);
                            return js;
                        })));
        t.key("websocket ws", "2.2.0", NO, "off", Kinds.of("{} websocket", WebSocketKeys::read));
        t.key("mqtt", "2.2.0", YES, "off", Kinds.of("{} mqtt", MqttKeys::read));
        t.key("opentelemetry", "Dialtone", NO, "off", Kinds.of("{} opentelemetry", OpenTelemetryKeys::read));
    }

    private static void others(KeyTable<Options.Builder> t) {
        t.key("no_header_support", "2.2.0", NO, "false", Kinds.bool((b, v) -> b.traits(s -> s.noHeaderSupport(v))));
        t.key(
                "disable_sublist_cache no_sublist_cache",
                "2.0.2",
                NO,
                "false",
                Kinds.bool((b, v) -> b.traits(s -> s.noSublistCache(v))));
        t.key(
                "connect_error_reports",
                "2.0.0",
                YES,
                "3600",
                Kinds.int32("connect_error_reports", (b, v) -> b.traits(s -> s.connectErrorReports(v))));
        t.key(
                "reconnect_error_reports",
                "2.0.0",
                YES,
                "1",
                Kinds.int32("reconnect_error_reports", (b, v) -> b.traits(s -> s.reconnectErrorReports(v))));
        t.key("server_tags", "2.2.0", YES, "-", Kinds.of("string or []", TopKeys::tags));
        t.key(
                "server_metadata",
                "2.12.0",
                YES,
                "-",
                pairs("error parsing metadata: unsupported type %T", (b, v) -> b.traits(s -> s.metadata(v))));
        t.key("feature_flags", "2.14.0", NO, "-", Kinds.of("{name: bool}", TopKeys::featureFlags));
        t.key(
                "default_js_domain",
                "2.7.0",
                NO,
                "-",
                pairs(
                        "error default_js_domain config: unsupported type %T",
                        (b, v) -> b.traits(s -> s.defaultJsDomain(v))));
    }

    private static void logFormat(Reading in, Node value, Options.Builder options) {
        String text = Reading.text(value);
        LogFormat format = switch (text.toLowerCase(Locale.ROOT)) {
            case "text" -> LogFormat.TEXT;
            case "json" -> LogFormat.JSON;
            default -> throw Reading.failure(value, "log_format must be 'text' or 'json', got " + GoText.quote(text));
        };
        options.logging(l -> l.format(format));
    }

    private static void topSubjects(Reading in, Node value, Options.Builder options) {
        long subjects = Reading.integer(value);
        if (subjects < 0 || subjects > MAX_TOP_SUBJECTS) {
            throw Reading.failure(value, "top_subjects must be between 0 and " + MAX_TOP_SUBJECTS);
        }
        options.monitoring(m -> m.topSubjects((int) subjects));
    }

    private static void maxSubTokens(Reading in, Node value, Options.Builder options) {
        long tokens = Reading.integer(value);
        if (tokens > MAX_SUB_TOKENS) {
            throw Reading.failure(value, "max_sub_tokens value is too big");
        }
        if (tokens <= 0) {
            throw Reading.failure(value, "max_sub_tokens value can not be negative");
        }
        options.limits(l -> l.maxSubTokens((int) tokens));
    }

    private static void lameDuckDuration(Reading in, Node value, Options.Builder options) {
        Duration duration = Reading.durationText("error parsing lame_duck_duration: ", value);
        if (duration.compareTo(MIN_LAME_DUCK) < 0) {
            String shown = GoDuration.format(duration);
            throw Reading.failure(value, "invalid lame_duck_duration of " + shown + ", minimum is 30 seconds");
        }
        options.lameDuck(l -> l.duration(duration));
    }

    private static void lameDuckGrace(Reading in, Node value, Options.Builder options) {
        Duration grace = Reading.durationText("error parsing lame_duck_grace_period: ", value);
        if (grace.isNegative()) {
            throw Reading.failure(value, "invalid lame_duck_grace_period, needs to be positive");
        }
        options.lameDuck(l -> l.gracePeriod(grace));
    }

    /** Tags are kept trimmed, in lower case, each once. */
    private static void tags(Reading in, Node value, Options.Builder options) {
        List<String> tags = new ArrayList<>();
        for (String tag : in.strings("tags", value)) {
            String normal = tag.trim().toLowerCase(Locale.ROOT);
            if (!normal.isEmpty() && !tags.contains(normal)) {
                tags.add(normal);
            }
        }
        options.traits(s -> s.tags(tags));
    }

    private static Kind<Options.Builder> pairs(String expected, BiConsumer<Options.Builder, Map<String, String>> set) {
        return Kinds.of("{name: string}", (in, v, b) -> {
            Map<String, Node> map = v.asMap();
            if (map == null) {
                throw Reading.failure(v, expected.replace("%T", GoText.type(v)));
            }
            Map<String, String> pairs = new LinkedHashMap<>();
            map.forEach((name, value) -> pairs.put(name, Reading.text(value)));
            set.accept(b, pairs);
        });
    }

    private static void featureFlags(Reading in, Node value, Options.Builder options) {
        Map<String, Node> map = value.asMap();
        if (map == null) {
            throw Reading.failure(value, "error parsing feature flags: unsupported type " + GoText.type(value));
        }
        Map<String, Boolean> flags = new LinkedHashMap<>();
        map.forEach((name, flag) -> {
            if (!(flag.value() instanceof Boolean on)) {
                throw Reading.failure(
                        flag,
                        "error parsing feature flag " + GoText.quote(name) + ": expected bool, got "
                                + GoText.type(flag));
            }
            flags.put(name, on);
        });
        options.traits(s -> s.featureFlags(flags));
    }
}
