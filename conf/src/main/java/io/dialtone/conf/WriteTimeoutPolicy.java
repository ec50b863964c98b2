package io.dialtone.conf;

/** What happens to a connection when its write deadline passes. */
public enum WriteTimeoutPolicy {
    /** Clients are closed; routes, gateways and leaf nodes try again. */
    DEFAULT,
    /** The connection is closed. */
    CLOSE,
    /** The write is tried again. */
    RETRY
}
