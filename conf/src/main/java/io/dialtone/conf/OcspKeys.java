package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.YES;

import io.dialtone.conf.KeyTable.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Certificate status: stapling, its cache, and the check of peers. */
final class OcspKeys {
    private static final String PREFIX = "error parsing ocsp config: ";

    static final KeyTable<OcspOptions.Builder> STAPLING = new KeyTable<OcspOptions.Builder>(
                    "ocsp", PREFIX + "unsupported field string")
            .key("mode", "2.3.0", YES, "auto", Kinds.of("auto, always, must or never", OcspKeys::mode))
            .key("url", "2.3.0", YES, "-", Kinds.text((b, v) -> b.urls(List.of(v))))
            .key(
                    "urls",
                    "2.3.0",
                    YES,
                    "-",
                    Kinds.of(
                            "[]",
                            (in, v, b) -> b.urls(
                                    Reading.list(v).stream().map(Reading::text).toList())));

    static final KeyTable<OcspOptions.Builder> CACHE = new KeyTable<OcspOptions.Builder>(
                    "ocsp_cache", "error parsing OCSP response cache config, unknown field [%s]")
            .key("type", "2.9.21", YES, "local", Kinds.of("none or local", OcspKeys::cacheType))
            .key("local_store", "2.9.21", YES, "_rc_", Kinds.text((b, v) -> b.localStore(v)))
            .key("preserve_revoked", "2.9.21", YES, "false", Kinds.bool((b, v) -> b.preserveRevoked(v)))
            .key(
                    "save_interval",
                    "2.9.21",
                    YES,
                    "5m",
                    Kinds.of(
                            "seconds or duration, at least 1 s",
                            (in, v, b) -> b.saveInterval(
                                    longest(Duration.ofSeconds(1), Reading.seconds("OCSP response cache", v)))));

    static final KeyTable<OcspPeerOptions.Builder> PEER = new KeyTable<OcspPeerOptions.Builder>(
                    "tls.ocsp_peer", "error parsing OCSP peer config, unknown field [%s]")
            .key("verify", "2.9.21", YES, "false", Kinds.bool((b, v) -> b.verify(v)))
            .key("ca_timeout", "2.9.21", YES, "2s", time((b, v) -> b.timeout(v)))
            .key("allowed_clockskew", "2.9.21", YES, "30s", time((b, v) -> b.clockSkew(v)))
            .key("warn_only", "2.9.21", YES, "false", Kinds.bool((b, v) -> b.warnOnly(v)))
            .key("unknown_is_good", "2.9.21", YES, "false", Kinds.bool((b, v) -> b.unknownIsGood(v)))
            .key("allow_when_ca_unreachable", "2.9.21", YES, "false", Kinds.bool((b, v) -> b.allowWhenUnreachable(v)))
            .key("cache_ttl_when_next_update_unset", "2.9.21", YES, "1h", time((b, v) -> b.ttlUnsetNextUpdate(v)));

    private OcspKeys() {}

    static void stapling(Reading in, Node value, Options.Builder options) {
        if (value.value() instanceof Boolean on) {
            options.ocsp(o -> o.mode(on ? "auto" : "never"));
            return;
        }
        options.ocsp(o -> STAPLING.read(in, value, PREFIX + "unsupported type %T", o.mode("auto")));
    }

    static void cache(Reading in, Node value, Options.Builder options) {
        if (value.value() instanceof Boolean on) {
            options.ocsp(o -> o.cache(on).cacheType(on ? "local" : "none"));
            return;
        }
        options.ocsp(o ->
                CACHE.read(in, value, "expected map to define OCSP response cache options, got [%T]", o.cache(true)));
    }

    static void peer(Reading in, Node value, TlsOptions.Builder tls) {
        OcspPeerOptions.Builder peer = OcspPeerOptions.builder();
        if (value.value() instanceof Boolean on) {
            tls.ocspPeer(peer.verify(on).build());
            return;
        }
        String expected = "error parsing ocsp peer config: unsupported type %T";
        tls.ocspPeer(PEER.read(in, value, expected, peer).build());
    }

    private static void mode(Reading in, Node value, OcspOptions.Builder ocsp) {
        String mode = Reading.text(value).toLowerCase(Locale.ROOT);
        if (!List.of("auto", "always", "must", "never").contains(mode)) {
            throw Reading.failure(value, PREFIX + "unsupported ocsp mode string");
        }
        ocsp.mode(mode);
    }

    private static void cacheType(Reading in, Node value, OcspOptions.Builder ocsp) {
        String type = Reading.text(value);
        if (!List.of("none", "local").contains(type.toLowerCase(Locale.ROOT))) {
            throw Reading.failure(value, "error parsing OCSP response cache config, unknown type [" + type + "]");
        }
        ocsp.cacheType(type.toLowerCase(Locale.ROOT));
    }

    private static Kind<OcspPeerOptions.Builder> time(BiConsumer<OcspPeerOptions.Builder, Duration> set) {
        return Kinds.of("seconds or duration", (in, v, b) -> {
            Duration time = Reading.seconds("OCSP peer", v);
            if (!time.isNegative()) {
                set.accept(b, time);
            }
        });
    }

    private static Duration longest(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
