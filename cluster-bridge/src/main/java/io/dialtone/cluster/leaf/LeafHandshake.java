package io.dialtone.cluster.leaf;

import io.dialtone.actors.links.LeafVerdict;
import io.dialtone.cluster.protocol.LeafConnect;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.tls.TlsSession;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How a leaf link comes to be: one for the side that accepts, one for the side that dials. On the link's loop. */
sealed interface LeafHandshake permits LeafAcceptance, LeafSolicitation {
    /** What a handshake has done for it by its {@link LeafConnection}. */
    interface Owner {
        /** Ends the link. */
        void leave(CloseReason reason, @Nullable String error);

        /** The link is to be dialled again only after what has happened. */
        void delay(LeafEvent event);

        /** Waits for what comes of an attempt to be let in; nothing that comes is looked at meanwhile. */
        void await(CompletionStage<LeafVerdict> verdict);

        /** Has the link registered; {@link LeafHandshake#registered} follows, or the end. */
        void register(LeafBinding binding);

        /** Calls {@link LeafHandshake#late} when the time is up. */
        void limit(Duration time);

        /** It is not too late any more. */
        void unlimit();

        /** What this side accepts from the other holds from now on. */
        void permit(LeafPermissions permissions);
    }

    /** The first bytes of the protocol may be sent, unless the other side is to begin. */
    void begin();

    /** TLS is agreed. */
    void secured(TlsSession tls);

    /** A CONNECT has come. */
    void connect(LeafConnect connect);

    /** An INFO has come. */
    void info(byte[] json);

    /** Whether the other side was let in. */
    void judged(LeafVerdict verdict);

    /** The link is registered: what the other side still has to know of it is said. */
    void registered();

    /** It took too long. */
    void late();

    /** A PONG has come. */
    void measured();
}
