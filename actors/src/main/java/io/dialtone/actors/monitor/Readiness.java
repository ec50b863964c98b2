package io.dialtone.actors.monitor;

/** Where a server is in its life. */
public enum Readiness {
    /** Not every listener is bound yet. */
    STARTING,
    /** Accepts connections. */
    READY,
    /** Draining: connected clients are asked to leave, new ones are not accepted. */
    LAME_DUCK,
    /** Shutting down. */
    STOPPING;

    /** Whether the server has ever been ready. */
    public boolean isStarted() {
        return this != STARTING;
    }

    /** Whether new connections are accepted. */
    public boolean isReady() {
        return this == READY;
    }
}
