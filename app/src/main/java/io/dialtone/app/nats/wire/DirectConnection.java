package io.dialtone.app.nats.wire;

import java.io.IOException;
import java.time.Duration;

/**
 * A connection whose messages are read by who waits for them: no message crosses from one thread to another, which would take longer than
 * the server does. For one thread. It is not made again when it is lost.
 */
public final class DirectConnection implements AutoCloseable {
    private final Handshake.Opened opened;
    private final Outgoing out;
    private final String inboxPrefix;
    private final FrameReader.Sink sink = new Incoming();
    private Listener listener = (sid, frame) -> {};
    private int subscriptions;
    private boolean ponged;

    private DirectConnection(Handshake.Opened opened, String inboxPrefix) throws IOException {
        this.opened = opened;
        this.out = new Outgoing(opened.socket().getOutputStream());
        this.inboxPrefix = inboxPrefix;
    }

    /** Told of messages while this connection is read. */
    @FunctionalInterface
    public interface Listener {
        /** The frame is good until this returns. */
        void message(int sid, Frame frame);
    }

    /** Connects to the first server that lets it in. */
    public static DirectConnection open(ConnectOptions options) throws IOException {
        return new DirectConnection(new Handshake(options).open(), options.inboxPrefix());
    }

    private final class Incoming implements FrameReader.Sink {
        @Override
        public void message(int sid, Frame frame) {
            listener.message(sid, frame);
        }

        @Override
        public void line(String line) throws IOException {
            if (line.equals("PING")) {
                out.line("PONG");
                out.flush();
            } else if (line.equals("PONG")) {
                ponged = true;
            } else if (line.startsWith("-ERR")) {
                throw new ClientException(Handshake.error(line));
            }
        }
    }

    /** Who is told from now on. */
    public void listen(Listener told) {
        listener = told;
    }

    /** Subscribes; in force after a {@link #flush}. */
    public int subscribe(String subject, String queue) throws IOException {
        Address.check(subject);
        int sid = ++subscriptions;
        out.line("SUB " + subject + (queue.isEmpty() ? " " : " " + queue + " ") + sid);
        return sid;
    }

    public String newInbox() {
        return Inboxes.below(inboxPrefix);
    }

    /** Writes a message, to be sent with more of them. */
    public void publish(Address address, byte[] head, byte[] body) throws IOException {
        out.publish(address.bytes(), head, body);
    }

    /** Sends what was written. */
    public void send() throws IOException {
        out.flush();
    }

    /** Waits until the server has taken all that was sent; messages that come are told of. */
    public void flush() throws IOException {
        ponged = false;
        out.line("PING");
        out.flush();
        while (!ponged) {
            read();
        }
    }

    /** Reads one frame, waiting for it. */
    public void read() throws IOException {
        opened.reader().next(sink);
    }

    /** Whether more was read than told of: then there is no hurry to send. */
    public boolean hasMore() {
        return opened.reader().hasMore();
    }

    /** How long a read may wait; zero for ever. */
    public void patience(Duration patience) throws IOException {
        opened.socket().setSoTimeout((int) Math.min(Integer.MAX_VALUE, patience.toMillis()));
    }

    @Override
    public void close() {
        try {
            opened.socket().close();
        } catch (IOException e) {
            // Of no use any more, either way.
        }
    }
}
