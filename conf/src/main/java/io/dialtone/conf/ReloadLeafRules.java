package io.dialtone.conf;

import io.dialtone.conf.ReloadPlan.Change;
import io.dialtone.conf.ReloadPlan.Draft;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a reload does with leaf nodes. Remotes come and go, and who may come in changes at once, which nats-server refuses; most of what one
 * remote is stays as long as it is there.
 */
final class ReloadLeafRules {
    private static final String FIRST = "config reload not supported for LeafNode: ";

    private ReloadLeafRules() {}

    static void compare(Options running, Options wanted, Draft plan) {
        LeafOptions old = running.leaf();
        LeafOptions now = wanted.leaf();
        if (old.equals(now)) {
            return;
        }
        String refusal = refusal(old, now);
        if (!refusal.isEmpty()) {
            plan.refuse(FIRST + refusal);
        }
        plan.change(Change.LEAF_NODES);
        handshake("LeafNode", old.tls(), now.tls(), plan);
        if (!old.compression().equals(now.compression())) {
            plan.log("Reloaded: LeafNode Compression value is: " + shown(now.compression()));
        }
        Map<LeafRemoteName, LeafRemoteOptions> stay = byName(now);
        old.remotes().forEach(remote -> remote(remote, stay.get(LeafRemoteName.of(remote)), plan));
    }

    private static Map<LeafRemoteName, LeafRemoteOptions> byName(LeafOptions leaf) {
        return leaf.remotes().stream().collect(Collectors.toMap(LeafRemoteName::of, Function.identity()));
    }

    /** The first thing that may not change and did; empty for none. */
    private static String refusal(LeafOptions old, LeafOptions now) {
        Comparison block = new Comparison();
        block.field("Host", ReloadLinkRules.host(old.host(), old.port()), ReloadLinkRules.host(now.host(), now.port()));
        block.field("Port", old.port(), now.port());
        block.field("ProxyRequired", old.proxyRequired(), now.proxyRequired());
        block.field("AuthTimeout", authTimeout(old), authTimeout(now));
        block.field("Advertise", old.advertise(), now.advertise());
        block.field("NoAdvertise", old.noAdvertise(), now.noAdvertise());
        block.field("ReconnectInterval", old.reconnectInterval(), now.reconnectInterval());
        block.field("DialTimeout", old.dialTimeout(), now.dialTimeout());
        block.field("MinVersion", old.minVersion(), now.minVersion());
        block.field("IsolateLeafnodeInterest", old.isolateInterest(), now.isolateInterest());
        block.field("WriteDeadline", old.writeDeadline(), now.writeDeadline());
        block.field("WriteTimeout", old.writeTimeout(), now.writeTimeout());
        if (!block.first.isEmpty()) {
            return block.first;
        }
        Map<LeafRemoteName, LeafRemoteOptions> stay = byName(now);
        for (LeafRemoteOptions remote : old.remotes()) {
            LeafRemoteName name = LeafRemoteName.of(remote);
            LeafRemoteOptions other = stay.get(name);
            String first = other == null ? "" : refusal(remote, other);
            if (!first.isEmpty()) {
                return "remote " + name + ": " + first;
            }
        }
        return "";
    }

    /** Seconds; what is usual where nothing is said. */
    private static double authTimeout(LeafOptions leaf) {
        if (!leaf.authTimeout().isZero()) {
            return seconds(leaf.authTimeout());
        }
        return leaf.tls() == null ? seconds(Options.DEFAULT_AUTH_TIMEOUT) : seconds(leaf.tls()) + 1;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static String refusal(LeafRemoteOptions old, LeafRemoteOptions now) {
        Comparison remote = new Comparison();
        remote.field("NoRandomize", old.noRandomize(), now.noRandomize());
        remote.field("TLSTimeout", seconds(old.tls()), seconds(now.tls()));
        remote.field("Hub", old.hub(), now.hub());
        remote.field("DenyImports", old.denyImports(), now.denyImports());
        remote.field("DenyExports", old.denyExports(), now.denyExports());
        remote.field("FirstInfoTimeout", old.firstInfoTimeout(), now.firstInfoTimeout());
        remote.field("DialTimeout", old.dialTimeout(), now.dialTimeout());
        remote.field("Websocket", webSocket(old), webSocket(now));
        if (!proxy(old).equals(proxy(now)) || !old.proxyPassword().equals(now.proxyPassword())) {
            remote.add("Proxy", proxy(old), proxy(now));
        }
        remote.field("JetStreamClusterMigrate", old.jetStreamClusterMigrate(), now.jetStreamClusterMigrate());
        remote.field("JetStreamClusterMigrateDelay", old.migrateDelay(), now.migrateDelay());
        remote.field("LocalIsolation", old.isolateInterest(), now.isolateInterest());
        remote.field("RequestIsolation", old.requestIsolation(), now.requestIsolation());
        remote.field("IgnoreDiscoveredServers", old.ignoreDiscoveredServers(), now.ignoreDiscoveredServers());
        return remote.first;
    }

    private static double seconds(@Nullable TlsOptions tls) {
        return tls == null ? 0 : seconds(tls.timeout());
    }

    private static String webSocket(LeafRemoteOptions remote) {
        return "{" + remote.webSocketCompression() + " " + remote.webSocketNoMasking() + "}";
    }

    /** Without its password. */
    private static String proxy(LeafRemoteOptions remote) {
        return "{" + remote.proxyUrl().replaceAll("://[^@/]*@", "://") + " " + remote.proxyUser() + " "
                + (remote.proxyPassword().isEmpty() ? "" : "[REDACTED]") + " "
                + GoText.value(remote.proxyTimeout()) + "}";
    }

    private static void remote(LeafRemoteOptions old, @Nullable LeafRemoteOptions now, Draft plan) {
        String name = "LeafNode Remote " + LeafRemoteName.of(old);
        if (now == null) {
            plan.log("Reloaded: " + name + " removed");
            return;
        }
        if (isFirst(old.tls()) != isFirst(now.tls())) {
            plan.log("Reloaded: " + name + " TLS HandshakeFirst value is: " + isFirst(now.tls()));
        }
        if (!compression(old).equals(compression(now))) {
            plan.log("Reloaded: " + name + " Compression value is: " + shown(compression(now)));
        }
        if (old.disabled() != now.disabled()) {
            plan.log("Reloaded: " + name + " Disabled value is: " + now.disabled());
        }
    }

    private static CompressionOptions compression(LeafRemoteOptions remote) {
        return Objects.requireNonNullElse(remote.compression(), CompressionOptions.DEFAULT_LEAF);
    }

    private static String shown(CompressionOptions compression) {
        return "{" + compression.mode() + " " + GoText.value(compression.rttThresholds()) + "}";
    }

    private static void handshake(String whose, @Nullable TlsOptions old, @Nullable TlsOptions now, Draft plan) {
        if (isFirst(old) != isFirst(now) || !fallback(old).equals(fallback(now))) {
            plan.log("Reloaded: " + whose + " TLS HandshakeFirst value is: " + isFirst(now));
            plan.log("Reloaded: " + whose + " TLS HandshakeFirstFallback value is: " + fallback(now));
        }
    }

    private static boolean isFirst(@Nullable TlsOptions tls) {
        return tls != null && tls.handshakeFirst();
    }

    private static String fallback(@Nullable TlsOptions tls) {
        return tls == null ? "0s" : GoText.value(tls.handshakeFirstFallback());
    }

    /** Compares field by field, and keeps the first that differs: nats-server reports no other. */
    private static final class Comparison {
        private String first = "";

        void field(String name, Object old, Object now) {
            if (!old.equals(now)) {
                add(name, old, now);
            }
        }

        void add(String name, Object old, Object now) {
            if (first.isEmpty()) {
                first = "field " + GoText.quote(name) + ": old=" + GoText.value(old) + ", new=" + GoText.value(now);
            }
        }
    }
}
