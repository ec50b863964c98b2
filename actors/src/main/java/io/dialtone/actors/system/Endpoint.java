package io.dialtone.actors.system;

import java.util.HashMap;
import java.util.Map;

/** What can be asked of servers, accounts and users, and what the body of such a request may say. */
enum Endpoint {
    IDZ("EventFilterOptions"),
    STATSZ("StatszEventOptions"),
    VARZ("VarzEventOptions"),
    SUBSZ("SubszEventOptions", "offset=INT limit=INT subscriptions=TRUTH account=TEXT test=TEXT"),
    CONNZ(
            "ConnzEventOptions",
            "sort=SORT auth=TRUTH subscriptions=TRUTH subscriptions_detail=TRUTH offset=INT limit=INT cid=CID"
                    + " mqtt_client=TEXT state=STATE user=TEXT acc=TEXT filter_subject=TEXT"),
    ROUTEZ("RoutezEventOptions", "subscriptions=TRUTH subscriptions_detail=TRUTH"),
    GATEWAYZ(
            "GatewayzEventOptions",
            "name=TEXT accounts=TRUTH account_name=TEXT subscriptions=TRUTH subscriptions_detail=TRUTH"),
    LEAFZ("LeafzEventOptions", "subscriptions=TRUTH account=TEXT"),
    ACCOUNTZ("AccountzEventOptions", "account=TEXT"),
    JSZ(
            "JszEventOptions",
            "account=TEXT accounts=TRUTH streams=TRUTH consumer=TRUTH direct_consumer=TRUTH config=TRUTH"
                    + " leader_only=TRUTH offset=INT limit=INT raft=TRUTH stream_leader_only=TRUTH"),
    HEALTHZ(
            "HealthzEventOptions",
            "js-enabled=TRUTH js-enabled-only=TRUTH js-server-only=TRUTH js-meta-only=TRUTH account=TEXT stream=TEXT"
                    + " consumer=TEXT details=TRUTH"),
    PROFILEZ("ProfilezEventOptions", "name=TEXT debug=INT duration=DURATION"),
    EXPVARZ("ExpvarzEventOptions"),
    IPQUEUESZ("IpqueueszEventOptions", "all=TRUTH filter=TEXT"),
    RAFTZ("RaftzEventOptions", "account=TEXT group=TEXT"),
    /** Of one server only. */
    RELOAD("EventFilterOptions"),
    /** Of one server only. */
    KICK("KickClientReq", "cid=CID"),
    /** Of one server only. */
    LDM("LDMClientReq", "cid=CID"),
    /** Of one account only. */
    INFO("AccInfoEventOptions"),
    /** Of accounts only. */
    STATZ("AccountStatzEventOptions", "accounts=TEXTS include_unused=TRUTH"),
    /** Of one account only. */
    CONNS("accNumConnsReq", "acc=TEXT"),
    /** Of the user who asks. */
    USER_INFO("UserInfoEventOptions"),
    /** How many are subscribed to a subject, of an account that the body names. */
    NSUBS("accNumSubsReq", "acc=TEXT subject=TEXT queue=TEXT"),
    /** The same of the account of whoever asks, the body being subject and queue group. */
    SUBSCRIBERS("");

    private final String goType;

    @SuppressWarnings("ImmutableEnumChecker") // filled here and never changed
    private final Map<String, RequestOptions.Type> fields;

    Endpoint(String goType) {
        this.goType = goType;
        this.fields = Map.of();
    }

    /**
     * @param fields what the body may say beside the filters: {@code name=TYPE}, by blanks
     */
    Endpoint(String goType, String fields) {
        this.goType = goType;
        Map<String, RequestOptions.Type> known = new HashMap<>();
        for (String field : fields.split(" ", -1)) {
            int equals = field.indexOf('=');
            known.put(field.substring(0, equals), RequestOptions.Type.valueOf(field.substring(equals + 1)));
        }
        this.fields = Map.copyOf(known);
    }

    /** Reads the body of a request. */
    RequestOptions options(byte[] body) throws GoJsonException {
        return RequestOptions.read(body, goType, fields);
    }
}
