package io.dialtone.conf;

import io.dialtone.conf.ReloadPlan.Change;
import io.dialtone.conf.ReloadPlan.Draft;
import io.dialtone.conf.ReloadRules.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a reload does with the blocks of other servers, other protocols and persistence. */
final class ReloadLinkRules {
    static final List<Rule> RULES = List.of(
            ReloadLinkRules::cluster,
            // Whole blocks are shown as they are, as nats-server does.
            block("Gateway", o -> gatewayWithoutTls(o.gateway())),
            ReloadLeafRules::compare,
            ReloadLinkRules::jetStream,
            ReloadRules.refuse("JsAccDefaultDomain", o -> o.traits().defaultJsDomain()),
            block("Websocket", o -> o.webSocket().with(b -> b.tls(null))),
            ReloadLinkRules::mqtt);

    private ReloadLinkRules() {}

    private static Rule block(String field, ReloadRules.Value value) {
        return ReloadRules.refuse(field, value);
    }

    /** The address of a listener that is off is nothing, so that switching it on is a change of the address. */
    static String host(String host, int port) {
        return port == 0 ? "" : host;
    }

    private static void cluster(Options running, Options wanted, Draft plan) {
        ClusterOptions old = running.cluster();
        ClusterOptions now = wanted.cluster();
        if (old.equals(now)) {
            return;
        }
        String oldHost = host(old.host(), old.port());
        String newHost = host(now.host(), now.port());
        if (!oldHost.equals(newHost)) {
            plan.refuse("config reload not supported for cluster host: old=" + oldHost + ", new=" + newHost);
        } else if (old.port() != now.port()) {
            plan.refuse("config reload not supported for cluster port: old=" + old.port() + ", new=" + now.port());
        }
        if (!Objects.equals(old.akka(), now.akka())) {
            plan.refuse("config reload not supported for cluster akka: it takes a restart");
        }
        String problem = StartupValidation.advertiseProblem(now.advertise());
        if (!problem.isEmpty()) {
            plan.refuse("invalid Cluster.Advertise value of " + now.advertise() + ", err=" + problem);
        }
        plan.change(Change.CLUSTER);
        if (!old.equals(now.with(b -> b.routes(old.routes())))) {
            plan.log("Reloaded: cluster");
        }
    }

    private static GatewayOptions gatewayWithoutTls(GatewayOptions gateway) {
        List<GatewayRemoteOptions> remotes =
                gateway.remotes().stream().map(r -> r.with(b -> b.tls(null))).toList();
        return gateway.with(b -> b.tls(null).remotes(remotes));
    }

    private static void jetStream(Options running, Options wanted, Draft plan) {
        JetStreamOptions old = running.jetStream();
        JetStreamOptions now = wanted.jetStream();
        if (old.enabled() != now.enabled()) {
            plan.change(Change.JETSTREAM);
            plan.log("Reloaded: JetStream");
        }
        if (!old.enabled() || !now.enabled()) {
            return;
        }
        if (!old.storeDir().equals(now.storeDir())) {
            plan.refuse(
                    now.storeDir().isEmpty()
                            ? "config reload not supported for jetstream storage dir"
                            : "config reload not supported for jetstream storage directory");
        }
        storage(plan, "max_mem_store", old.maxMemory(), now.maxMemory());
        storage(plan, "max_file_store", old.maxFile(), now.maxFile());
        jetStreamField(plan, "JetStreamDomain", old.domain(), now.domain());
        jetStreamField(plan, "JetStreamLimits", old.limits(), now.limits());
        jetStreamField(plan, "SyncInterval", old.syncInterval(), now.syncInterval());
        jetStreamField(plan, "SyncAlways", old.syncAlways(), now.syncAlways());
        jetStreamField(plan, "NoJetStreamStrict", !old.strict(), !now.strict());
        jetStreamField(plan, "JetStreamUniqueTag", old.uniqueTag(), now.uniqueTag());
        jetStreamField(plan, "JetStreamConcurrentIOs", old.maxConcurrentIo(), now.maxConcurrentIo());
    }

    private static void jetStreamField(Draft plan, String field, Object old, Object now) {
        if (!old.equals(now)) {
            plan.refuse("config reload not supported for " + field + ": old=" + GoText.value(old) + ", new="
                    + GoText.value(now));
        }
    }

    /** Storage may only grow, and neither begin nor stop to follow the machine. */
    private static void storage(Draft plan, String key, long old, long now) {
        if (old == now) {
            return;
        }
        if (old == -1) {
            plan.refuse("config reload not supported for jetstream dynamic max memory and store");
        } else if (now == -1) {
            plan.refuse("config reload not supported for jetstream max memory and max store");
        } else if (now < old) {
            plan.refuse("config reload not supported for decreasing jetstream max memory and store");
        } else {
            plan.change(Change.JETSTREAM);
            plan.log("Reloaded: JetStream " + key + " = " + friendlyBytes(now));
        }
    }

    private static String friendlyBytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int exponent = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        return String.format(Locale.ROOT, "%.2f %sB", bytes / Math.pow(1024, exponent), "KMGTPE".charAt(exponent - 1));
    }

    private static void mqtt(Options running, Options wanted, Draft plan) {
        MqttOptions old = running.mqtt();
        MqttOptions now = wanted.mqtt();
        if (old.equals(now)) {
            return;
        }
        MqttOptions comparable = now.with(b -> b.tls(old.tls())
                .ackWait(old.ackWait())
                .maxAckPending(old.maxAckPending())
                .streamReplicas(old.streamReplicas())
                .consumerReplicas(old.consumerReplicas())
                .consumerMemoryStorage(old.consumerMemoryStorage())
                .consumerInactiveThreshold(old.consumerInactiveThreshold()));
        if (!old.equals(comparable)) {
            plan.refuse("config reload not supported for MQTT: old=" + old + ", new=" + now);
        }
        plan.change(Change.MQTT);
        plan.log("Reloaded: MQTT ack_wait = " + GoDuration.format(now.ackWait()));
        plan.log("Reloaded: MQTT max_ack_pending = " + now.maxAckPending());
        plan.log("Reloaded: MQTT stream_replicas = " + now.streamReplicas());
        plan.log("Reloaded: MQTT consumer_replicas = " + now.consumerReplicas());
        plan.log("Reloaded: MQTT consumer_memory_storage = " + now.consumerMemoryStorage());
        plan.log("Reloaded: MQTT consumer_inactive_threshold = " + GoDuration.format(now.consumerInactiveThreshold()));
    }
}
