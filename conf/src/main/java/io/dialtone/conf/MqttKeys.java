package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.NO;
import static io.dialtone.conf.KeyTable.Reload.YES;

/** The mqtt block. */
final class MqttKeys {
    private static final int MAX_ACK_PENDING = 0xffff;

    static final KeyTable<MqttOptions.Builder> TABLE = new KeyTable<MqttOptions.Builder>("mqtt")
            .key(
                    "listen",
                    "2.2.0",
                    NO,
                    "-",
                    Kinds.listen("mqtt", (b, host, port) -> b.host(host).port(port)))
            .key("host net", "2.2.0", NO, "0.0.0.0", Kinds.text((b, v) -> b.host(v)))
            .key("port", "2.2.0", NO, "off", Kinds.port("mqtt", (b, v) -> b.port(v)))
            .key("tls", "2.2.0", NO, "off", Kinds.tls(TlsKeys.Context.CLIENTS, (b, v) -> b.tls(v)))
            .key(
                    "authorization authentication",
                    "2.2.0",
                    NO,
                    "-",
                    Kinds.of("{user, password, token, timeout}", MqttKeys::authorization))
            .key("no_auth_user", "2.2.0", NO, "-", Kinds.text((b, v) -> b.noAuthUser(v)))
            .key("ack_wait ackwait", "2.2.0", YES, "30s", Kinds.duration("ack_wait", (b, v) -> b.ackWait(v)))
            .key(
                    "js_api_timeout api_timeout",
                    "2.11.3",
                    NO,
                    "5s",
                    Kinds.duration("js_api_timeout", (b, v) -> b.jsApiTimeout(v)))
            .key(
                    "max_ack_pending max_pending max_inflight",
                    "2.2.0",
                    YES,
                    "1024",
                    Kinds.of("0..65535", MqttKeys::maxAckPending))
            .key("js_domain", "2.7.0", NO, "-", Kinds.text((b, v) -> b.jsDomain(v)))
            .key(
                    "stream_replicas",
                    "2.7.0",
                    YES,
                    "as many as servers, up to 3",
                    Kinds.int32("stream_replicas", (b, v) -> b.streamReplicas(v)))
            .key(
                    "consumer_replicas",
                    "2.8.3",
                    YES,
                    "ignored",
                    Kinds.of(
                            "integer",
                            (in, v, b) -> in.warnUse(
                                    v,
                                    "consumer_replicas",
                                    "consumer replicas setting ignored in this server version")))
            .key("consumer_memory_storage", "2.8.3", YES, "false", Kinds.bool((b, v) -> b.consumerMemoryStorage(v)))
            .key(
                    "consumer_inactive_threshold consumer_auto_cleanup",
                    "2.9.0",
                    YES,
                    "none",
                    Kinds.duration("consumer_inactive_threshold", (b, v) -> b.consumerInactiveThreshold(v)))
            .key("reject_qos2_publish", "2.10.4", NO, "false", Kinds.bool((b, v) -> b.rejectQos2Publish(v)))
            .key("downgrade_qos2_subscribe", "2.10.4", NO, "false", Kinds.bool((b, v) -> b.downgradeQos2Subscribe(v)));

    private MqttKeys() {}

    static void read(Reading in, Node value, Options.Builder options) {
        options.mqtt(m -> TABLE.read(in, value, "Expected mqtt to be a map, got %T", m));
    }

    private static void authorization(Reading in, Node value, MqttOptions.Builder mqtt) {
        AuthorizationOptions auth = AuthorizationKeys.simple(in, value);
        mqtt.user(auth.user()).password(auth.password()).token(auth.token()).authTimeout(auth.timeout());
    }

    private static void maxAckPending(Reading in, Node value, MqttOptions.Builder mqtt) {
        long pending = Reading.integer(value);
        if (pending < 0 || pending > MAX_ACK_PENDING) {
            throw Reading.failure(value, "invalid value " + pending + ", should in [0..65535] range");
        }
        mqtt.maxAckPending((int) pending);
    }
}
