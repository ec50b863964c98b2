package io.dialtone.actors.links;

/** The ports on which other servers connect. */
public enum LinkPort {
    CLUSTER,
    GATEWAY,
    LEAF
}
