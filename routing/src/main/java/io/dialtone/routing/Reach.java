package io.dialtone.routing;

/** How far other servers hear of a subscription. */
public enum Reach {
    /** All of them. */
    EVERYWHERE,
    /** Only at the other end of leaf links: what imports a service. */
    LEAF_LINKS,
    /** None. */
    NOWHERE
}
