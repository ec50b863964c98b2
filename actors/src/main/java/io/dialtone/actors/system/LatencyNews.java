package io.dialtone.actors.system;

import io.dialtone.actors.exchange.RemoteLatency;
import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.routing.ReplyRoutes;
import io.dialtone.streams.Delivery;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what other servers tell of requests that were made here and answered there. */
final class LatencyNews {
    private static final String ROUTED = "_GR_.";

    private LatencyNews() {}

    /** Null for what says nothing of the kind. */
    static @Nullable RemoteLatency read(Delivery message) {
        try {
            Map<String, GoJson.Value> said = members(GoJson.read(message.payload()));
            Map<String, GoJson.Value> part = members(said.get("m2"));
            String request = text(said, "req_id");
            boolean routed = request.startsWith(ROUTED) && request.length() > ReplyRoutes.REPLY_AT;
            return new RemoteLatency(
                    text(said, "account"),
                    routed ? request.substring(ReplyRoutes.REPLY_AT) : request,
                    client(members(part.get("responder"))),
                    Instant.now(),
                    number(part, "service"),
                    number(part, "total"));
        } catch (GoJsonException e) {
            return null;
        }
    }

    private static ClientInfo client(Map<String, GoJson.Value> said) {
        return new ClientInfo(
                time(text(said, "start")),
                text(said, "host"),
                number(said, "id"),
                text(said, "acc"),
                text(said, "svc"),
                text(said, "user"),
                text(said, "name"),
                text(said, "lang"),
                text(said, "ver"),
                number(said, "rtt"),
                text(said, "server"),
                text(said, "cluster"),
                texts(said, "alts"),
                null,
                text(said, "jwt"),
                text(said, "issuer_key"),
                text(said, "name_tag"),
                texts(said, "tags"),
                text(said, "kind"),
                text(said, "client_type"));
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Map<String, GoJson.Value> members(GoJson.@Nullable Value of) {
        Map<String, GoJson.Value> all = new HashMap<>();
        if (of instanceof GoJson.Members members) {
            members.members().forEach(member -> all.put(member.name(), member.value()));
        }
        return all;
    }

    private static String text(Map<String, GoJson.Value> of, String name) {
        return of.get(name) instanceof GoJson.Text t ? t.text() : "";
    }

    private static List<String> texts(Map<String, GoJson.Value> of, String name) {
        List<String> texts = new ArrayList<>();
        if (of.get(name) instanceof GoJson.Items items) {
            for (GoJson.Value one : items.items()) {
                if (one instanceof GoJson.Text t) {
                    texts.add(t.text());
                }
            }
        }
        return texts;
    }

    private static long number(Map<String, GoJson.Value> of, String name) {
        try {
            return of.get(name) instanceof GoJson.Digits digits ? Long.parseLong(digits.literal()) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
