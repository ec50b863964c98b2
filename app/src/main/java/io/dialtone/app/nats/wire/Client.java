package io.dialtone.app.nats.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server. Sending is for any thread; what comes is told on one thread that this client starts. A message that is published
 * waits here until there is much to send, or {@link #send} or {@link #flush} is called.
 *
 * <p>A connection that is lost is made again, with all subscriptions, if its options say so; who sends meanwhile waits for it.
 */
public final class Client implements AutoCloseable {
    private static final byte[] NO_BYTES = {};
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 2_000;

    private final ConnectOptions options;
    private final Events events;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final Subscriptions subscriptions = new Subscriptions();

    /** Guarded by the lock, like all below. */
    private final Pings pings = new Pings();

    private Handshake.Opened connection;

    /** Null while the connection is lost. */
    private @Nullable Outgoing outgoing;

    private boolean closed;
    private @Nullable String endReason;

    /** The last complaint of the server. */
    private volatile @Nullable String lastError;

    private Client(ConnectOptions options, Events events) throws ClientException {
        this.options = options;
        this.events = events;
        this.connection = new Handshake(options).open();
        this.outgoing = outgoing(connection);
    }

    /** Connects to the first server that lets it in. */
    public static Client connect(ConnectOptions options, Events events) throws ClientException {
        Client client = new Client(options, events);
        Thread.ofPlatform().daemon().name("nats-client-reader").start(client::readAll);
        return client;
    }

    private static Outgoing outgoing(Handshake.Opened connection) throws ClientException {
        try {
            return new Outgoing(connection.socket().getOutputStream());
        } catch (IOException e) {
            throw new ClientException("the connection ended at once", e);
        }
    }

    // What comes.

    private void readAll() {
        String reason = readOne();
        while (options.reconnects() && !isClosed() && again(reason)) {
            reason = readOne();
        }
        end(reason);
    }

    /** Reads until the connection ends, and answers why. */
    private String readOne() {
        Handshake.Opened current = current();
        FrameReader.Sink sink = new Incoming();
        try {
            while (true) {
                current.reader().next(sink);
            }
        } catch (IOException e) {
            return lastError == null ? String.valueOf(e.getMessage()) : lastError;
        }
    }

    /** What the server says, told to who waits for it. */
    private final class Incoming implements FrameReader.Sink {
        @Override
        public void message(int sid, Frame frame) {
            Subscription subscription = subscriptions.find(sid);
            if (subscription != null) {
                subscription.listener().accept(frame);
            }
        }

        @Override
        public void line(String line) throws IOException {
            if (line.equals("PING")) {
                write(out -> out.line("PONG"), true);
            } else if (line.equals("PONG")) {
                ponged();
            } else if (line.startsWith("-ERR")) {
                lastError = Handshake.error(line);
                events.error(Handshake.error(line));
            }
        }
    }

    private void ponged() {
        lock.lock();
        try {
            pings.answered();
        } finally {
            lock.unlock();
        }
    }

    private boolean again(String reason) {
        lock.lock();
        try {
            outgoing = null;
            closeSocket();
            pings.fail(reason);
        } finally {
            lock.unlock();
        }
        events.disconnected(reason);
        long pause = FIRST_PAUSE_MS;
        while (!isClosed()) {
            try {
                reopen();
                events.reconnected(current().url());
                return true;
            } catch (IOException e) {
                pause(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
            }
        }
        return false;
    }

    private void reopen() throws IOException {
        Handshake.Opened opened = new Handshake(options).open();
        Outgoing out = outgoing(opened);
        lock.lock();
        try {
            for (Subscription subscription : subscriptions.all().toList()) {
                out.line(subscription.line());
            }
            out.flush();
            connection = opened;
            outgoing = out;
            lastError = null;
            if (closed) {
                closeSocket();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause(long ms) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(ms);
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void end(String reason) {
        lock.lock();
        try {
            outgoing = null;
            endReason = closed ? "the connection is closed" : reason;
            closeSocket();
            pings.fail(reason);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (!isClosed()) {
            events.ended(reason);
        }
    }

    private void closeSocket() {
        try {
            connection.socket().close();
        } catch (IOException e) {
            // Of no use any more, either way.
        }
    }

    // What goes.

    /** Something to be written. */
    @FunctionalInterface
    private interface Writing {
        void to(Outgoing out) throws IOException;
    }

    private void write(Writing writing, boolean now) throws ClientException {
        lock.lock();
        try {
            Outgoing out = writable();
            writing.to(out);
            if (now) {
                out.flush();
            }
        } catch (ClientException e) {
            throw e;
        } catch (IOException e) {
            // The reader finds out too, and knows better why.
            closeSocket();
            String error = lastError;
            throw new ClientException(error == null ? String.valueOf(e.getMessage()) : error, e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a connection that is being made again. */
    private Outgoing writable() throws ClientException {
        long left = options.timeout().toNanos();
        Outgoing out = outgoing;
        try {
            while (out == null) {
                if (closed || endReason != null) {
                    throw new ClientException(endReason == null ? "the connection is closed" : endReason);
                }
                if (left <= 0) {
                    throw new ClientException.TimedOut("waiting for a connection");
                }
                left = changed.awaitNanos(left);
                out = outgoing;
            }
            return out;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException("interrupted", e);
        }
    }

    /** Publishes a message. */
    public void publish(Message message) throws ClientException {
        Address address = Address.of(message.subject(), message.reply());
        byte[] head = message.headers().isEmpty() ? NO_BYTES : message.headers().encode();
        write(out -> out.publish(address.bytes(), head, message.body()), false);
    }

    /** Publishes a message that was prepared: nothing is made for it. */
    public void publish(Address address, byte[] head, byte[] body) throws ClientException {
        lock.lock();
        try {
            writable().publish(address.bytes(), head, body);
        } catch (ClientException e) {
            throw e;
        } catch (IOException e) {
            closeSocket();
            throw new ClientException(String.valueOf(e.getMessage()), e);
        } finally {
            lock.unlock();
        }
    }

    /** Sends what waits. */
    public void send() throws ClientException {
        write(out -> {}, true);
    }

    /** Listens to a subject; in force on the server after a {@link #flush}. */
    public Subscription subscribe(String subject, String queue, Consumer<Frame> listener) throws ClientException {
        Address.check(subject);
        if (!queue.isEmpty()) {
            Address.check(queue);
        }
        lock.lock();
        try {
            Subscription added = subscriptions.add(subject, queue, listener);
            write(out -> out.line(added.line()), false);
            return added;
        } finally {
            lock.unlock();
        }
    }

    /** Listens no more. */
    public void unsubscribe(Subscription subscription) throws ClientException {
        lock.lock();
        try {
            subscriptions.remove(subscription);
        } finally {
            lock.unlock();
        }
        write(out -> out.line("UNSUB " + subscription.sid()), false);
    }

    /** Waits until the server has taken all that was sent. */
    public void flush() throws ClientException {
        CompletableFuture<Void> pong = new CompletableFuture<>();
        lock.lock();
        try {
            write(
                    out -> {
                        pings.sent(pong);
                        out.line("PING");
                    },
                    true);
        } finally {
            lock.unlock();
        }
        Pings.await(pong, options.timeoutMs());
    }

    /** Waits until the server has taken all that was sent, and tells what it has against it. */
    public void confirm() throws ClientException {
        flush();
        String error = lastError;
        if (error != null) {
            throw new ClientException(error);
        }
    }

    /** The time that a PING takes there and back. */
    public Duration roundTrip() throws ClientException {
        long start = System.nanoTime();
        flush();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** A subject for answers. */
    public String newInbox() {
        return Inboxes.below(options.inboxPrefix());
    }

    /** What the server that it is connected to said of itself. */
    public JsonNode info() {
        return current().info();
    }

    /** The server that it is connected to. */
    public ServerUrl url() {
        return current().url();
    }

    /** The address that the server sees this client at, and this client's own end. */
    public Socket socket() {
        return current().socket();
    }

    /** How it was connected. */
    public ConnectOptions options() {
        return options;
    }

    private Handshake.Opened current() {
        lock.lock();
        try {
            return connection;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Sends what waits and ends the connection. */
    @Override
    public void close() {
        lock.lock();
        try {
            Outgoing out = outgoing;
            if (!closed && out != null) {
                out.flush();
            }
        } catch (IOException e) {
            // It ended already.
        } finally {
            closed = true;
            closeSocket();
            changed.signalAll();
            lock.unlock();
        }
    }
}
