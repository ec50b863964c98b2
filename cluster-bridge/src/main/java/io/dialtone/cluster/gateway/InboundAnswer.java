package io.dialtone.cluster.gateway;

import io.dialtone.cluster.InterestKey;

/** What is said on an inbound gateway about the interest of the own cluster. */
public sealed interface InboundAnswer {
    /** Nothing. */
    record Nothing() implements InboundAnswer {}

    /** {@code A-}: send nothing more of the account. */
    record RefuseAccount(String account) implements InboundAnswer {}

    /** {@code A+}: do, after all. */
    record WantAccount(String account) implements InboundAnswer {}

    /** {@code RS+}; a queue group with weight 1. */
    record Want(String account, InterestKey key) implements InboundAnswer {}

    /** {@code RS-}. */
    record Refuse(String account, InterestKey key) implements InboundAnswer {}

    /** Command 2, {@code RS+} for all plain interest of the account, command 3, with nothing about the account in between. */
    record TellAll(String account) implements InboundAnswer {}
}
