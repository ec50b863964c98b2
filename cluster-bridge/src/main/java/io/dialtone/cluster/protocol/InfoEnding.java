package io.dialtone.cluster.protocol;

/** How an INFO line ends. Peers accept both; ours are nats-server's, byte for byte. */
public enum InfoEnding {
    /** Of routes and leaf nodes: a blank before the line end. */
    BLANK(" \r\n"),
    /** Of gateways, of gossip and of gateway commands. */
    BARE("\r\n");

    private final String text;

    InfoEnding(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
