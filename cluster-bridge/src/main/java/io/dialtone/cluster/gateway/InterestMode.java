package io.dialtone.cluster.gateway;

/** What it takes for a message of an account to be sent through a gateway. */
public enum InterestMode {
    /** Everything is sent that was not refused. */
    OPTIMISTIC,
    /** Interest is being told; until it is complete, what was not refused is still sent. */
    TRANSITIONING,
    /** Only what is wanted is sent. */
    INTEREST_ONLY
}
