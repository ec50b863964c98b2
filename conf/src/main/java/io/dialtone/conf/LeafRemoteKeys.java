package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.NO;
import static io.dialtone.conf.KeyTable.Reload.YES;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The servers that this one connects to as a leaf. */
final class LeafRemoteKeys {
    private static final KeyTable<LeafRemoteOptions.Builder> PROXY = new KeyTable<LeafRemoteOptions.Builder>(
                    "leafnodes.remotes.proxy")
            .key("url", "2.12.1", NO, "-", Kinds.text((b, v) -> b.proxyUrl(v)))
            .key("username", "2.12.1", NO, "-", Kinds.text((b, v) -> b.proxyUser(v)))
            .key("password", "2.12.1", NO, "-", Kinds.text((b, v) -> b.proxyPassword(v)))
            .key("timeout", "2.12.1", NO, "-", Kinds.duration("proxy timeout", (b, v) -> b.proxyTimeout(v)));

    private static final KeyTable<LeafRemoteOptions.Builder> MIGRATE = new KeyTable<LeafRemoteOptions.Builder>(
                    "leafnodes.remotes.jetstream_cluster_migrate")
            .key(
                    "leader_migrate_delay",
                    "2.9.0",
                    NO,
                    "0",
                    Kinds.duration("leader_migrate_delay", (b, v) -> b.migrateDelay(v)));

    private static final KeyTable<LeafRemoteOptions.Builder> TABLE = new KeyTable<LeafRemoteOptions.Builder>(
                    "leafnodes.remotes")
            .key("url urls", "2.0.0", YES, "-", Kinds.of("URL or []", LeafRemoteKeys::urls))
            .key("account local", "2.0.0", YES, "$G", Kinds.text((b, v) -> b.account(v)))
            .key(
                    "credentials creds",
                    "2.0.0",
                    YES,
                    "-",
                    Kinds.of("file", (in, v, b) -> b.credentials(expand(Reading.text(v)))))
            .key("nkey seed", "2.10.8", YES, "-", Kinds.of("user seed", LeafRemoteKeys::seed))
            .key(
                    "tls",
                    "2.0.0",
                    YES,
                    "off",
                    Kinds.of(
                            "{} tls",
                            (in, v, b) -> b.tls(TlsKeys.read(in, v, TlsKeys.Context.CLIENTS))
                                    .tlsRequired(true)))
            .key("hub", "2.0.0", NO, "false", Kinds.bool((b, v) -> b.hub(v)))
            .key(
                    "deny_imports deny_import",
                    "2.1.7",
                    NO,
                    "-",
                    Kinds.of("subject or []", (in, v, b) -> b.denyImports(PermissionKeys.subjects(v, false))))
            .key(
                    "deny_exports deny_export",
                    "2.1.7",
                    NO,
                    "-",
                    Kinds.of("subject or []", (in, v, b) -> b.denyExports(PermissionKeys.subjects(v, false))))
            .key("no_randomize dont_randomize", "2.2.3", NO, "false", Kinds.bool((b, v) -> b.noRandomize(v)))
            .key(
                    "ws_compression ws_compress websocket_compress websocket_compression",
                    "2.2.0",
                    NO,
                    "false",
                    Kinds.bool((b, v) -> b.webSocketCompression(v)))
            .key(
                    "ws_no_masking websocket_no_masking",
                    "2.2.0",
                    NO,
                    "false",
                    Kinds.bool((b, v) -> b.webSocketNoMasking(v)))
            .key(
                    "jetstream_cluster_migrate js_cluster_migrate",
                    "2.9.0",
                    NO,
                    "false",
                    Kinds.of("bool or {leader_migrate_delay}", LeafRemoteKeys::migrate))
            .key("isolate_leafnode_interest isolate", "2.12.0", NO, "false", Kinds.bool((b, v) -> b.isolateInterest(v)))
            .key("request_isolation", "2.12.0", NO, "false", Kinds.bool((b, v) -> b.requestIsolation(v)))
            .key("compression", "2.10.0", YES, "s2_auto", CompressionKeys.kind("s2_auto", (b, v) -> b.compression(v)))
            .key(
                    "first_info_timeout",
                    "2.10.26",
                    NO,
                    "1s",
                    Kinds.duration("first_info_timeout", (b, v) -> b.firstInfoTimeout(v)))
            .key(
                    "dial_timeout",
                    "2.14.5",
                    NO,
                    "that of the block",
                    Kinds.duration("dial_timeout", (b, v) -> b.dialTimeout(v)))
            .key("disabled", "2.12.0", YES, "false", Kinds.bool((b, v) -> b.disabled(v)))
            .key("proxy", "2.12.1", NO, "-", Kinds.of("{} leafnodes.remotes.proxy", LeafRemoteKeys::proxy))
            .key(
                    "ignore_discovered_servers",
                    "2.14.0",
                    NO,
                    "false",
                    Kinds.bool((b, v) -> b.ignoreDiscoveredServers(v)));

    private LeafRemoteKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(TABLE, MIGRATE, PROXY);
    }

    static List<LeafRemoteOptions> read(Reading in, Node value) {
        List<Node> list = value.asList();
        if (list == null) {
            throw Reading.failure(value, "Expected remotes field to be an array, got " + GoText.type(value));
        }
        List<LeafRemoteOptions> remotes = new ArrayList<>();
        Set<LeafRemoteName> names = new HashSet<>();
        for (Node element : list) {
            Map<String, Node> map = element.asMap();
            if (map == null) {
                in.error(element, "Expected remote leafnode entry to be a map/struct, got " + GoText.value(element));
                continue;
            }
            LeafRemoteOptions remote =
                    TABLE.read(in, map, LeafRemoteOptions.builder()).build();
            String problem = problem(remote);
            if (!problem.isEmpty()) {
                in.error(element, problem);
            } else if (!names.add(LeafRemoteName.of(remote))) {
                in.error(element, "duplicate remote " + LeafRemoteName.of(remote));
            } else {
                remotes.add(remote);
            }
        }
        return remotes;
    }

    private static String problem(LeafRemoteOptions remote) {
        if (!remote.credentials().isEmpty() && !remote.nkey().isEmpty()) {
            return "Remote leafnode can not have both creds and nkey defined";
        }
        if (remote.proxyUrl().isEmpty()) {
            return "";
        }
        if (!remote.proxyUrl().startsWith("http://") && !remote.proxyUrl().startsWith("https://")) {
            int end = remote.proxyUrl().indexOf("://");
            return "proxy URL scheme must be http or https, got: "
                    + remote.proxyUrl().substring(0, Math.max(0, end));
        }
        if (remote.proxyUrl().substring(remote.proxyUrl().indexOf("://") + 3).isEmpty()) {
            return "proxy URL must specify a host";
        }
        if (remote.proxyTimeout().isNegative()) {
            return "proxy timeout must be >= 0";
        }
        boolean both = remote.proxyUser().isEmpty() == remote.proxyPassword().isEmpty();
        return both ? "" : "proxy username and password must both be specified or both be empty";
    }

    private static void urls(Reading in, Node value, LeafRemoteOptions.Builder remote) {
        if (value.asList() != null) {
            remote.urls(Urls.list(in, value, "leafnode"));
        } else if (value.value() instanceof String) {
            remote.urls(List.of(Urls.one(value, "leafnode")));
        } else {
            String shown = GoText.value(value);
            throw Reading.failure(value, "Expected remote leafnode url to be an array or string, got " + shown);
        }
        boolean tls = remote.build().urls().stream()
                .map(u -> u.toLowerCase(Locale.ROOT))
                .anyMatch(u -> u.startsWith("tls://") || u.startsWith("wss://"));
        if (tls) {
            remote.tlsRequired(true);
        }
    }

    /** The home directory for a leading tilde, the environment for variables. */
    private static String expand(String path) {
        String expanded = path.startsWith("~") ? System.getProperty("user.home", "") + path.substring(1) : path;
        StringBuilder result = new StringBuilder();
        Matcher m = Pattern.compile("\\$\\{?(\\w+)\\}?").matcher(expanded);
        while (m.find()) {
            String value = System.getenv(m.group(1));
            m.appendReplacement(result, Matcher.quoteReplacement(value == null ? "" : value));
        }
        return m.appendTail(result).toString();
    }

    private static void seed(Reading in, Node value, LeafRemoteOptions.Builder remote) {
        String seed = Reading.text(value);
        if (!PublicKeys.isUserSeed(seed)) {
            throw Reading.failure(value, "Remote leafnode nkey is not a valid seed: " + GoText.quote(seed));
        }
        remote.nkey(seed);
    }

    private static void migrate(Reading in, Node value, LeafRemoteOptions.Builder remote) {
        if (value.value() instanceof Boolean on) {
            remote.jetStreamClusterMigrate(on);
            return;
        }
        String expected = "Expected boolean or map for jetstream_cluster_migrate, got %T";
        MIGRATE.read(in, value, expected, remote.jetStreamClusterMigrate(true).migrateDelay(Duration.ZERO));
    }

    private static void proxy(Reading in, Node value, LeafRemoteOptions.Builder remote) {
        PROXY.read(in, value, "Expected proxy to be a map, got %T", remote);
    }
}
