package io.dialtone.app.nats.context;

/** What a context may say, by the names that the {@code nats} command line gives it in its files. */
public enum Setting {
    DESCRIPTION("description"),
    URL("url"),
    SOCKS_PROXY("socks_proxy"),
    TOKEN("token"),
    USER("user"),
    PASSWORD("password"),
    CREDS("creds"),
    NKEY("nkey"),
    CERT("cert"),
    KEY("key"),
    CA("ca"),
    NSC("nsc"),
    JETSTREAM_DOMAIN("jetstream_domain"),
    JETSTREAM_API_PREFIX("jetstream_api_prefix"),
    JETSTREAM_EVENT_PREFIX("jetstream_event_prefix"),
    INBOX_PREFIX("inbox_prefix"),
    USER_JWT("user_jwt"),
    USER_SEED("user_seed"),
    COLOR_SCHEME("color_scheme"),
    /** The only one that is true or false. */
    TLS_FIRST("tls_first");

    private final String key;

    Setting(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    public boolean isSwitch() {
        return this == TLS_FIRST;
    }
}
