package io.dialtone.cluster.protocol;

/** What a server that is told of another one shall do with the news. Servers before 2.11 know nothing of it. */
public enum GossipMode {
    /** By the usual rules: a link that itself came from gossip is not passed on. */
    DEFAULT(0),
    /** Do not tell others. */
    DISABLED(1),
    /** Tell others although the link came from gossip. */
    OVERRIDE(2);

    private final int code;

    GossipMode(int code) {
        this.code = code;
    }

    /** As on the wire; what a later version may invent counts as the default. */
    static GossipMode of(int code) {
        return switch (code) {
            case 1 -> DISABLED;
            case 2 -> OVERRIDE;
            default -> DEFAULT;
        };
    }

    int code() {
        return code;
    }
}
