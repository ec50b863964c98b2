package io.nats;

/** How much a server logs beyond the usual. */
public enum DebugLevel {
    DEBUG("-D"),
    TRACE("-V"),
    VERBOSE_TRACE("-VV"),
    DEBUG_TRACE("-DV"),
    DEBUG_VERBOSE_TRACE("-DVV");

    private final String option;

    DebugLevel(String option) {
        this.option = option;
    }

    /** The flag of nats-server that means the same. */
    public String getCmdOption() {
        return option;
    }

    boolean debugs() {
        return option.contains("D");
    }

    boolean traces() {
        return option.contains("V");
    }
}
