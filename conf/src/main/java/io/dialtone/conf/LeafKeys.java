package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.NO;
import static io.dialtone.conf.KeyTable.Reload.YES;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The leafnodes block; its remotes are in {@link LeafRemoteKeys}. */
final class LeafKeys {
    private static final Pattern VERSION = Pattern.compile("v?([0-9]{1,9})\\.([0-9]{1,9})\\.([0-9]{1,9})(?:[-+].*)?");

    private static final KeyTable<LeafOptions.Builder> AUTHORIZATION = new KeyTable<LeafOptions.Builder>(
                    "leafnodes.authorization")
            .key("user username", "2.0.0", YES, "-", Kinds.text((b, v) -> b.user(v)))
            .key("password pass", "2.0.0", YES, "-", Kinds.text((b, v) -> b.password(v)))
            .key("nkey", "2.10.8", YES, "-", Kinds.of("public user nkey", LeafKeys::nkey))
            .key(
                    "timeout",
                    "2.0.0",
                    NO,
                    "2s",
                    Kinds.of(
                            "seconds or duration",
                            (in, v, b) -> b.authTimeout(AuthorizationKeys.timeout(in, "leafnode authorization", v))))
            .key(
                    "users",
                    "2.0.0",
                    YES,
                    "-",
                    Kinds.of("[{}] leafnodes.authorization.users", (in, v, b) -> b.users(UserKeys.readLeaf(in, v))))
            .key("account", "2.0.0", YES, "$G", Kinds.text((b, v) -> b.account(v)))
            .key("proxy_required", "2.12.0", NO, "false", Kinds.bool((b, v) -> b.proxyRequired(v)));

    static final KeyTable<LeafOptions.Builder> TABLE = new KeyTable<LeafOptions.Builder>("leafnodes")
            .key(
                    "listen",
                    "2.0.0",
                    NO,
                    "-",
                    Kinds.listen("leafnodes", (b, host, port) -> b.host(host).port(port)))
            .key("host net", "2.0.0", NO, "0.0.0.0", Kinds.text((b, v) -> b.host(v)))
            .key("port", "2.0.0", NO, "off", Kinds.port("leafnodes", (b, v) -> b.port(v)))
            .key("authorization", "2.0.0", YES, "-", Kinds.of("{} leafnodes.authorization", LeafKeys::authorization))
            .key(
                    "remotes",
                    "2.0.0",
                    YES,
                    "-",
                    Kinds.of("[{}] leafnodes.remotes", (in, v, b) -> b.remotes(LeafRemoteKeys.read(in, v))))
            .key(
                    "reconnect reconnect_delay reconnect_interval",
                    "2.0.0",
                    NO,
                    "1s",
                    Kinds.duration("reconnect", (b, v) -> b.reconnectInterval(v)))
            .key("dial_timeout", "2.14.5", NO, "1s", Kinds.duration("dial_timeout", (b, v) -> b.dialTimeout(v)))
            .key("tls", "2.0.0", YES, "off", Kinds.tls(TlsKeys.Context.CLIENTS, (b, v) -> b.tls(v)))
            .key("advertise leafnode_advertise", "2.0.0", NO, "-", Kinds.text((b, v) -> b.advertise(v)))
            .key("no_advertise", "2.0.0", NO, "false", Kinds.bool((b, v) -> b.noAdvertise(v)))
            .key(
                    "min_version minimum_version",
                    "2.8.0",
                    NO,
                    "-",
                    Kinds.of("version, at least 2.8.0", LeafKeys::minVersion))
            .key("compression", "2.10.0", YES, "s2_auto", CompressionKeys.kind("s2_auto", (b, v) -> b.compression(v)))
            .key("isolate_leafnode_interest isolate", "2.12.0", NO, "false", Kinds.bool((b, v) -> b.isolateInterest(v)))
            .key(
                    "write_deadline",
                    "2.11.11",
                    NO,
                    "that of clients",
                    Kinds.duration("write_deadline", (b, v) -> b.writeDeadline(v)))
            .key("write_timeout", "2.11.11", NO, "default = retry", Kinds.writeTimeout((b, v) -> b.writeTimeout(v)));

    private LeafKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(TABLE, AUTHORIZATION);
    }

    static void read(Reading in, Node value, Options.Builder options) {
        options.leaf(l -> TABLE.read(in, value, "Expected map to define a leafnode, got %T", l));
    }

    private static void authorization(Reading in, Node value, LeafOptions.Builder leaf) {
        AUTHORIZATION.read(in, Reading.map(value), leaf);
        LeafOptions read = leaf.build();
        String problem = StartupValidation.authorizationProblem(read);
        if (!problem.isEmpty()) {
            throw Reading.failure(value, problem);
        }
    }

    private static void nkey(Reading in, Node value, LeafOptions.Builder leaf) {
        String key = Reading.text(value);
        if (!PublicKeys.isPublic(key, 'U')) {
            throw Reading.failure(value, "Not a valid public nkey for leafnode authorization");
        }
        leaf.nkey(key);
    }

    private static void minVersion(Reading in, Node value, LeafOptions.Builder leaf) {
        String version = Reading.text(value);
        Matcher m = VERSION.matcher(version);
        if (!m.matches()) {
            throw Reading.failure(value, "invalid leafnode's minimum version: invalid semver");
        }
        int major = Integer.parseInt(m.group(1));
        int minor = Integer.parseInt(m.group(2));
        if (major < 2 || (major == 2 && minor < 8)) {
            throw Reading.failure(value, "the minimum version should be at least 2.8.0");
        }
        leaf.minVersion(version);
    }
}
