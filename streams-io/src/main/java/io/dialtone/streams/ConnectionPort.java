package io.dialtone.streams;

import akka.stream.stage.AsyncCallback;
import io.dialtone.routing.ByteText;
import org.jspecify.annotations.Nullable;

/** What the actor of a connection does with its stream. On the connection's loop, except where said. */
public final class ConnectionPort {
    /** Asked of the stage. */
    sealed interface Request {
        record Resume() implements Request {}

        record Wake() implements Request {}

        record Overflowed() implements Request {}

        record LimitsChanged() implements Request {}

        record Close(CloseReason reason) implements Request {}
    }

    /**
     * A link that is ended loses messages of many publishers, so it may have a good deal more pending than they wait for; but not
     * without bound.
     */
    private static final int LINK_FACTOR = 4;

    private static final Request.Resume RESUME = new Request.Resume();
    private static final Request.Wake WAKE = new Request.Wake();
    private static final Request.Overflowed OVERFLOWED = new Request.Overflowed();
    private static final Request.LimitsChanged LIMITS_CHANGED = new Request.LimitsChanged();

    private final Outbox outbox;
    private final ConnectionCounters counters = new ConnectionCounters();
    private volatile @Nullable AsyncCallback<Request> stage;
    private volatile @Nullable EventLoop loop;
    private volatile Request.@Nullable Close earlyClose;
    /** Bytes the socket took, of whatever is on the wire; touched on its loop only. */
    private long bytesWritten;

    private int readSize = Chunk.USUAL_READ;
    /** Why the connection ends, once that is decided; touched on its loop only. */
    private CloseReason closeReason = CloseReason.CLIENT_CLOSED;
    /** True while the stage is at work and will look at the outbox by itself; touched on its loop only. */
    private boolean attending;

    /**
     * @param cid the connection's id
     * @param loops how many event loops there are
     * @param maxPending the bound of its outbox in bytes
     * @param events told of what the stream meets
     */
    public ConnectionPort(long cid, int loops, long maxPending, ConnectionEvents events) {
        this(cid, loops, maxPending, maxPending, events);
    }

    /**
     * For a link to another server: publishers wait for it like for a client, but it is not ended as soon.
     *
     * @see #ConnectionPort(long, int, long, ConnectionEvents)
     */
    public static ConnectionPort ofLink(long cid, int loops, long maxPending, ConnectionEvents events) {
        return new ConnectionPort(cid, loops, maxPending, LINK_FACTOR * maxPending, events);
    }

    private ConnectionPort(long cid, int loops, long maxPending, long bound, ConnectionEvents events) {
        this.outbox = new Outbox(cid, loops, maxPending, bound, new Outbox.Owner() {
            @Override
            public void wake() {
                EventLoop own = loop;
                if (own == null || !own.isCurrent() || !attending) {
                    ask(WAKE);
                }
            }

            @Override
            public void overflowed() {
                ask(OVERFLOWED);
            }

            @Override
            public void exhausted(io.dialtone.routing.Subscription subscription) {
                events.exhausted(subscription);
            }
        });
    }

    /** Called when the stage starts; a close that was asked for before comes true then. */
    void attach(AsyncCallback<Request> callback, EventLoop on) {
        loop = on;
        stage = callback;
        Request.Close early = earlyClose;
        if (early != null) {
            callback.invoke(early);
        }
    }

    void attending(boolean isAttending) {
        attending = isAttending;
    }

    /** How much the next read should bring. */
    int readSize() {
        return readSize;
    }

    void readSize(int bytes) {
        readSize = bytes;
    }

    void wrote(long bytes) {
        bytesWritten += bytes;
    }

    long bytesWritten() {
        return bytesWritten;
    }

    /** Why the connection ends, for what has to tell the peer. */
    CloseReason closeReason() {
        return closeReason;
    }

    void closeReason(CloseReason reason) {
        closeReason = reason;
    }

    public Outbox outbox() {
        return outbox;
    }

    public ConnectionCounters counters() {
        return counters;
    }

    /** The control operations handed over have taken effect. */
    public void resume() {
        ask(RESUME);
    }

    /** What limits its publishing is something else now. */
    public void limitsChanged() {
        ask(LIMITS_CHANGED);
    }

    /** Writes what is queued, where the reason allows that, and closes. Any thread. */
    public void close(CloseReason reason) {
        ask(new Request.Close(reason));
    }

    /** Queues bytes of the protocol, behind all that is queued. On an event loop. */
    public void send(byte[] bytes) {
        Batch batch = EventLoop.current().memory().takeBatch(bytes.length);
        batch.put(bytes);
        outbox.publish(batch);
    }

    /** Queues {@code -ERR 'text'}. On an event loop. */
    public void sendError(String text) {
        send(ByteText.bytes("-ERR '" + text + "'\r\n"));
    }

    private void ask(Request request) {
        AsyncCallback<Request> callback = stage;
        if (callback == null && request instanceof Request.Close close) {
            earlyClose = close;
            callback = stage;
        }
        if (callback != null) {
            callback.invoke(request);
        }
    }
}
