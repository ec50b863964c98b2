package io.dialtone.actors.monitor;

/** A {@link ClientInfo} as nats-server writes it: empty fields left out, {@code start} and {@code stop} in local time. */
public final class ClientInfoJson {
    private ClientInfoJson() {}

    /** As a document of its own. */
    public static byte[] compact(ClientInfo client) {
        JsonBody body = out -> out.object(() -> fields(out, client));
        return body.compact();
    }

    /** The fields of an object that somebody else begins and ends. */
    public static void fields(JsonOut out, ClientInfo c) {
        out.opt("start", c.start() == null ? "" : GoText.localTime(c.start()));
        out.opt("host", c.host());
        out.opt("id", c.id());
        out.opt("acc", c.account());
        out.opt("svc", c.service());
        out.opt("user", c.user());
        out.opt("name", c.name());
        out.opt("lang", c.lang());
        out.opt("ver", c.version());
        out.opt("rtt", c.rttNanos());
        out.opt("server", c.server());
        out.opt("cluster", c.cluster());
        out.optStrings("alts", c.alternates());
        out.opt("stop", c.stop() == null ? "" : GoText.localTime(c.stop()));
        out.opt("jwt", c.jwt());
        out.opt("issuer_key", c.issuerKey());
        out.opt("name_tag", c.nameTag());
        out.optStrings("tags", c.tags());
        out.opt("kind", c.kind());
        out.opt("client_type", c.clientType());
    }
}
