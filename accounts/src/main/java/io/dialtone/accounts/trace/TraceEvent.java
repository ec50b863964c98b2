package io.dialtone.accounts.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A step on a message's way. Empty texts are left out of the JSON where nats-server leaves them out. */
public sealed interface TraceEvent {

    /** When it happened. */
    Instant time();

    /** Kinds of connections, under the numbers that the JSON has for them. */
    enum Kind {
        /** A client. */
        CLIENT(0),
        /** A route. */
        ROUTER(1),
        /** A gateway. */
        GATEWAY(2),
        /** The server's own. */
        SYSTEM(3),
        /** A leaf node. */
        LEAF(4),
        /** JetStream. */
        JETSTREAM(5),
        /** An account's own. */
        ACCOUNT(6);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /**
     * Who takes part: the publisher or somebody it goes to.
     *
     * @param kind of connection
     * @param id of the connection
     * @param name that it gave itself; empty: none
     */
    record Party(Kind kind, long id, String name) {}

    /**
     * It came in.
     *
     * @param account of the publisher
     * @param subject as published
     * @param error why it went no further; null: it did
     */
    record Ingress(
            Instant time,
            Party party,
            String account,
            String subject,
            @Nullable String error) implements TraceEvent {}

    /** A mapping changed the subject. */
    record SubjectMapping(Instant time, String to) implements TraceEvent {}

    /**
     * An account that imports the stream sees it.
     *
     * @param account that imports
     * @param to subject there
     */
    record StreamExport(Instant time, String account, String to) implements TraceEvent {}

    /**
     * It went on to a service of another account.
     *
     * @param account that serves
     * @param from subject here
     * @param to subject there
     */
    record ServiceImport(Instant time, String account, String from, String to) implements TraceEvent {}

    /**
     * It was delivered, or would have been.
     *
     * @param hop number of the hop to another server; empty for a client
     * @param account of the receiver where it differs from the publisher's; else empty
     * @param subscription subject subscribed to; empty unless a client
     * @param queue name of the queue group; empty: none
     * @param error why it was not delivered; null: it was
     */
    record Egress(
            Instant time,
            Party party,
            String hop,
            String account,
            String subscription,
            String queue,
            @Nullable String error)
            implements TraceEvent {}
}
