package io.dialtone.conf;

/** Where account claims come from. */
public enum ResolverKind {
    /** What is preloaded, and what is pushed while running. */
    MEMORY,
    /** An HTTP server. */
    URL,
    /** A directory with all claims, kept equal with the other servers. */
    FULL,
    /** A directory with the claims that were used. */
    CACHE
}
