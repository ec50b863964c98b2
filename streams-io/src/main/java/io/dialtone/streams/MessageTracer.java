package io.dialtone.streams;

import io.dialtone.routing.Subscription;
import org.jspecify.annotations.Nullable;

/** Follows messages whose headers ask for it: message tracing, spans. Called on the connection's loop. */
public interface MessageTracer {
    /**
     * Looks at the headers of a message about to be routed.
     *
     * @param account name of the account that it is published in
     * @return null for a message that nobody follows
     */
    @Nullable
    Run begin(
            String account,
            byte[] headers,
            int from,
            int length,
            byte[] subject,
            int subjectFrom,
            int subjectLength,
            int size);

    /** One message being followed. */
    interface Run {
        /** What {@link #hop} answers where the message goes on as it is. */
        byte[] UNCHANGED = {};

        /**
         * Whether {@link #end} publishes what became of the message: what the message itself caused leaves before that, and a
         * request that nobody takes is answered by it. Else the message fares as if nobody followed it.
         */
        boolean isTold();

        /** Whether the message is to be swallowed although it is not traced: its destination is refused. */
        boolean isRefused();

        /** The header block that a message goes on with whose trace shall end here; null for its own. */
        byte @Nullable [] unfollowed();

        /** Whether the message is only traced, not delivered. */
        boolean isTraceOnly();

        /** A mapping changed the subject. */
        void mapped(byte[] to);

        /** The message was not taken in. */
        void ingressError(String error);

        /** It is a request, and nobody took it. */
        void noResponders();

        /** An account that imports the stream sees it. */
        void streamExport(String importer, byte[] to);

        /** It goes on to a service of another account. */
        void serviceImport(String exporter, byte[] from, byte[] to);

        /**
         * A subscription got it, or would have, or, with an error, did not.
         *
         * @param account of the subscriber
         */
        void egress(String account, Subscription subscription, @Nullable String error);

        /**
         * It goes to another server, which follows it there.
         *
         * @param account that it is in now
         * @return what the message's {@code Nats-Trace-Hop} is to say, {@link #UNCHANGED} for what it says already; null where it
         *     may not go, because the other server would deliver what is only to be traced
         */
        byte @Nullable [] hop(LinkAccount link, String account);

        /** Who follows it into an account that shows no traces; null for nobody. */
        @Nullable
        Run beyond();

        /** All has been said. */
        void end();
    }
}
