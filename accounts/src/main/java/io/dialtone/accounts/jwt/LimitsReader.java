package io.dialtone.accounts.jwt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads limits and permissions. */
final class LimitsReader {
    private LimitsReader() {}

    static AccountLimits account(JsonObject json, boolean first) throws JwtException {
        AccountLimits.Builder builder = new AccountLimits.Builder()
                .subscriptions(json.number("subs"))
                .data(json.number("data"))
                .payload(json.number("payload"))
                .imports(json.number("imports"))
                .exports(json.number("exports"))
                .wildcardExports(json.flag("wildcards"))
                .disallowBearer(json.flag("disallow_bearer"))
                .connections(json.number("conn"))
                .leafNodes(json.number("leaf"));
        if (first) {
            return builder.build();
        }
        JetStreamLimits flat = jetStream(json);
        Map<String, JetStreamLimits> tiers = tiers(json.object("tiered_limits"));
        // Tiers win over what stands beside them.
        return builder.jetStream(tiers.isEmpty() ? flat : JetStreamLimits.NONE)
                .tiers(tiers)
                .unknown(json.rest())
                .build();
    }

    private static Map<String, JetStreamLimits> tiers(JsonObject json) throws JwtException {
        Map<String, JetStreamLimits> tiers = new LinkedHashMap<>();
        for (String name : json.names()) {
            tiers.put(name, jetStream(json.object(name)));
        }
        return tiers;
    }

    private static JetStreamLimits jetStream(JsonObject json) throws JwtException {
        return new JetStreamLimits(
                json.number("mem_storage"),
                json.number("disk_storage"),
                json.number("streams"),
                json.number("consumer"),
                json.number("max_ack_pending"),
                json.number("mem_max_stream_bytes"),
                json.number("disk_max_stream_bytes"),
                json.flag("max_bytes_required"));
    }

    static PermissionsClaim permissions(JsonObject json) throws JwtException {
        return new PermissionsClaim(permission(json.object("pub")), permission(json.object("sub")), responses(json));
    }

    private static PermissionClaim permission(JsonObject json) throws JwtException {
        return new PermissionClaim(json.strings("allow"), json.strings("deny"));
    }

    private static @Nullable ResponseClaim responses(JsonObject json) throws JwtException {
        JsonObject responses = json.object("resp");
        int max = responses.integer("max");
        Duration ttl = Duration.ofNanos(responses.number("ttl"));
        return json.has("resp") ? new ResponseClaim(max, ttl) : null;
    }

    /** @param absent what a limit is that is not there */
    static UserRights rights(JsonObject json, long absent) throws JwtException {
        return new UserRights(
                permissions(json),
                sources(json),
                times(json),
                json.string("times_location"),
                json.number("subs", absent),
                json.number("data", absent),
                json.number("payload", absent),
                json.flag("bearer_token"),
                json.flag("proxy_required"),
                json.strings("allowed_connection_types"));
    }

    /** A list, or one text with commas. */
    private static List<String> sources(JsonObject json) throws JwtException {
        if (!(json.any("src") instanceof String text)) {
            return json.strings("src");
        }
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .filter(source -> !source.isEmpty())
                .distinct()
                .toList();
    }

    private static List<TimeWindow> times(JsonObject json) throws JwtException {
        List<TimeWindow> windows = new ArrayList<>();
        for (JsonObject window : json.objects("times")) {
            windows.add(
                    window == null
                            ? new TimeWindow("", "")
                            : new TimeWindow(window.string("start"), window.string("end")));
        }
        return windows;
    }
}
