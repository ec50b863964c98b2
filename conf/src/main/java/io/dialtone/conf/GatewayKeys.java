package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.NO;
import static io.dialtone.conf.KeyTable.Reload.YES;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The gateway block. */
final class GatewayKeys {
    private static final KeyTable<GatewayRemoteOptions.Builder> REMOTE = new KeyTable<GatewayRemoteOptions.Builder>(
                    "gateway.gateways")
            .key("name", "2.0.0", NO, "-", Kinds.text((b, v) -> b.name(v)))
            .key("tls", "2.0.0", YES, "that of the gateway", Kinds.tls(TlsKeys.Context.LINKS, (b, v) -> b.tls(v)))
            .key("url", "2.0.0", NO, "-", Kinds.of("URL", (in, v, b) -> {
                List<String> urls = new ArrayList<>(b.build().urls());
                urls.add(Urls.one(v, "gateway"));
                b.urls(urls);
            }))
            .key("urls", "2.0.0", NO, "-", Kinds.of("[] URLs", (in, v, b) -> b.urls(Urls.list(in, v, "gateway"))));

    static final KeyTable<GatewayOptions.Builder> TABLE = new KeyTable<GatewayOptions.Builder>("gateway")
            .key("name", "2.0.0", NO, "-", Kinds.name("gateway", (b, v) -> b.name(v)))
            .key(
                    "listen",
                    "2.0.0",
                    NO,
                    "-",
                    Kinds.listen("gateway", (b, host, port) -> b.host(host).port(port)))
            .key("host net", "2.0.0", NO, "0.0.0.0", Kinds.text((b, v) -> b.host(v)))
            .key("port", "2.0.0", NO, "off", Kinds.port("gateway", (b, v) -> b.port(v)))
            .key("authorization", "2.0.0", NO, "-", Kinds.of("{user, password, timeout}", GatewayKeys::authorization))
            .key("tls", "2.0.0", YES, "off", Kinds.tls(TlsKeys.Context.LINKS, (b, v) -> b.tls(v)))
            .key("advertise", "2.0.0", NO, "-", Kinds.text((b, v) -> b.advertise(v)))
            .key("connect_retries", "2.0.0", NO, "0", Kinds.int32("connect_retries", (b, v) -> b.connectRetries(v)))
            .key("connect_backoff", "2.12.0", NO, "false", Kinds.bool((b, v) -> b.connectBackoff(v)))
            .key(
                    "gateways",
                    "2.0.0",
                    NO,
                    "-",
                    Kinds.of("[{}] gateway.gateways", (in, v, b) -> b.remotes(remotes(in, v))))
            .key(
                    "reject_unknown_cluster reject_unknown",
                    "2.0.0",
                    NO,
                    "false",
                    Kinds.bool((b, v) -> b.rejectUnknown(v)))
            .key(
                    "write_deadline",
                    "2.11.11",
                    NO,
                    "that of clients",
                    Kinds.duration("write_deadline", (b, v) -> b.writeDeadline(v)))
            .key("write_timeout", "2.11.11", NO, "default = retry", Kinds.writeTimeout((b, v) -> b.writeTimeout(v)));

    private GatewayKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(TABLE, REMOTE);
    }

    static void read(Reading in, Node value, Options.Builder options) {
        options.gateway(g -> TABLE.read(in, value, "Expected gateway to be a map, got %T", g));
    }

    private static void authorization(Reading in, Node value, GatewayOptions.Builder gateway) {
        AuthorizationOptions auth = AuthorizationKeys.link(in, value, "Gateway");
        gateway.user(auth.user()).password(auth.password()).authTimeout(auth.timeout());
    }

    private static List<GatewayRemoteOptions> remotes(Reading in, Node value) {
        List<Node> list = value.asList();
        if (list == null) {
            throw Reading.failure(value, "Expected gateways field to be an array, got " + GoText.type(value));
        }
        List<GatewayRemoteOptions> remotes = new ArrayList<>();
        for (Node element : list) {
            Map<String, Node> map = element.asMap();
            if (map == null) {
                in.error(element, "Expected gateway entry to be a map/struct, got " + GoText.value(element));
            } else {
                remotes.add(REMOTE.read(in, map, GatewayRemoteOptions.builder()).build());
            }
        }
        return remotes;
    }
}
