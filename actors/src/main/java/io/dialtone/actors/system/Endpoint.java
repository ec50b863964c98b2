package io.dialtone.actors.system;

import io.dialtone.actors.system.RequestOptions.Type;
import java.util.HashMap;
import java.util.Map;

/** What can be asked of a server or of an account: the last token of the subject, and what the body may say. */
enum Endpoint {
    IDZ("EventFilterOptions"),
    STATSZ("StatszEventOptions"),
    VARZ("VarzEventOptions"),
    SUBSZ(
            "SubszEventOptions",
            "offset",
            Type.INT,
            "limit",
            Type.INT,
            "subscriptions",
            Type.TRUTH,
            "account",
            Type.TEXT,
            "test",
            Type.TEXT),
    CONNZ(
            "ConnzEventOptions",
            "sort",
            Type.SORT,
            "auth",
            Type.TRUTH,
            "subscriptions",
            Type.TRUTH,
            "subscriptions_detail",
            Type.TRUTH,
            "offset",
            Type.INT,
            "limit",
            Type.INT,
            "cid",
            Type.CID,
            "mqtt_client",
            Type.TEXT,
            "state",
            Type.STATE,
            "user",
            Type.TEXT,
            "acc",
            Type.TEXT,
            "filter_subject",
            Type.TEXT),
    ROUTEZ("RoutezEventOptions", "subscriptions", Type.TRUTH, "subscriptions_detail", Type.TRUTH),
    GATEWAYZ(
            "GatewayzEventOptions",
            "name",
            Type.TEXT,
            "accounts",
            Type.TRUTH,
            "account_name",
            Type.TEXT,
            "subscriptions",
            Type.TRUTH,
            "subscriptions_detail",
            Type.TRUTH),
    LEAFZ("LeafzEventOptions", "subscriptions", Type.TRUTH, "account", Type.TEXT),
    ACCOUNTZ("AccountzEventOptions", "account", Type.TEXT),
    JSZ(
            "JszEventOptions",
            "account",
            Type.TEXT,
            "accounts",
            Type.TRUTH,
            "streams",
            Type.TRUTH,
            "consumer",
            Type.TRUTH,
            "direct_consumer",
            Type.TRUTH,
            "config",
            Type.TRUTH,
            "leader_only",
            Type.TRUTH,
            "offset",
            Type.INT,
            "limit",
            Type.INT,
            "raft",
            Type.TRUTH,
            "stream_leader_only",
            Type.TRUTH),
    HEALTHZ(
            "HealthzEventOptions",
            "js-enabled",
            Type.TRUTH,
            "js-enabled-only",
            Type.TRUTH,
            "js-server-only",
            Type.TRUTH,
            "js-meta-only",
            Type.TRUTH,
            "account",
            Type.TEXT,
            "stream",
            Type.TEXT,
            "consumer",
            Type.TEXT,
            "details",
            Type.TRUTH),
    PROFILEZ("ProfilezEventOptions", "name", Type.TEXT, "debug", Type.INT, "duration", Type.DURATION),
    EXPVARZ("ExpvarzEventOptions"),
    IPQUEUESZ("IpqueueszEventOptions", "all", Type.TRUTH, "filter", Type.TEXT),
    RAFTZ("RaftzEventOptions", "account", Type.TEXT, "group", Type.TEXT),
    /** Of one server only. */
    RELOAD("EventFilterOptions"),
    /** Of one server only. */
    KICK("KickClientReq", "cid", Type.CID),
    /** Of one server only. */
    LDM("LDMClientReq", "cid", Type.CID),
    /** Of one account only. */
    INFO("AccInfoEventOptions"),
    /** Of accounts only. */
    STATZ("AccountStatzEventOptions", "accounts", Type.TEXTS, "include_unused", Type.TRUTH),
    /** Of one account only; the body may name another, which is not asked then. */
    CONNS("accNumConnsReq", "acc", Type.TEXT),
    /** Of one user, who asks. */
    USER_INFO("UserInfoEventOptions"),
    /** How many are subscribed to a subject, of an account that the body names. */
    NSUBS("accNumSubsReq", "acc", Type.TEXT, "subject", Type.TEXT, "queue", Type.TEXT),
    /** The same of the account of whoever asks, the body being subject and queue group. */
    SUBSCRIBERS("");

    private final String goType;
    private final Map<String, Type> fields = new HashMap<>();

    Endpoint(String goType, Object... fields) {
        this.goType = goType;
        for (int i = 0; i < fields.length; i += 2) {
            this.fields.put((String) fields[i], (Type) fields[i + 1]);
        }
    }

    /** Reads the body of a request. */
    RequestOptions options(byte[] body) throws GoJsonException {
        return RequestOptions.read(body, goType, fields);
    }
}
