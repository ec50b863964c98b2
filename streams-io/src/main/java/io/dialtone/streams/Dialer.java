package io.dialtone.streams;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes TCP connections without blocking. What goes wrong is told in the words that nats-server's log has for it. */
public final class Dialer {
    private final EventLoop loop;
    private final InetSocketAddress to;
    private final Consumer<SocketChannel> connected;
    private final Consumer<IOException> failed;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private EventLoop.@Nullable Timer limit;
    private boolean over;

    private Dialer(
            EventLoop loop, InetSocketAddress to, Consumer<SocketChannel> connected, Consumer<IOException> failed) {
        this.loop = loop;
        this.to = to;
        this.connected = connected;
        this.failed = failed;
    }

    /**
     * Connects. Any thread; exactly one of the two is called, on the loop, and never before this returns.
     *
     * @param to a resolved address
     * @param limit how long it may take
     * @param connected is given the channel and owns it: not blocking, without delay, for streams on that same loop
     */
    public static void dial(
            EventLoop loop,
            InetSocketAddress to,
            Duration limit,
            Consumer<SocketChannel> connected,
            Consumer<IOException> failed) {
        Dialer dialer = new Dialer(loop, to, connected, failed);
        loop.execute(() -> dialer.begin(limit));
    }

    /**
     * Looks up all addresses of a host, elsewhere, as that may block. Fails with an {@link UnknownHostException}.
     *
     * @param host a name, or an address, which is its own
     */
    public static CompletionStage<List<InetAddress>> resolve(String host, Executor executor) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return List.of(InetAddress.getAllByName(host));
                    } catch (UnknownHostException e) {
                        UnknownHostException words = new UnknownHostException(
                                "lookup for host \"" + host + "\": lookup " + host + ": no such host");
                        words.initCause(e);
                        throw new CompletionException(words);
                    }
                },
                executor);
    }

    private void begin(Duration time) {
        try {
            SocketChannel made = SocketChannel.open();
            channel = made;
            made.configureBlocking(false);
            made.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (made.connect(to)) {
                succeed(made);
                return;
            }
            limit = loop.schedule(time.toNanos(), () -> fail(new SocketTimeoutException("i/o timeout")));
            key = loop.register(made, SelectionKey.OP_CONNECT, ready -> finish(made));
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException e) {
            // An address without a host, or of a kind that this machine does not have.
            fail(new IOException(e.toString(), e));
        }
    }

    private void finish(SocketChannel made) {
        try {
            if (!over && made.finishConnect()) {
                succeed(made);
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void succeed(SocketChannel made) {
        end();
        if (key != null) {
            // Whoever registers it next on this loop takes over the key, interest and handler.
            key.interestOps(0);
        }
        connected.accept(made);
    }

    private void fail(IOException cause) {
        if (over) {
            return;
        }
        end();
        closeChannel();
        failed.accept(words(cause));
    }

    private void end() {
        over = true;
        if (limit != null) {
            limit.cancel();
        }
    }

    private void closeChannel() {
        SocketChannel made = channel;
        try {
            if (made != null) {
                made.close();
            }
        } catch (IOException e) {
            // It was never connected: nobody misses it.
            channel = null;
        }
    }

    /** Such as {@code dial tcp 127.0.0.1:6222: connect: connection refused}. */
    private IOException words(IOException cause) {
        String text = String.valueOf(cause.getMessage());
        boolean late = cause instanceof SocketTimeoutException;
        String what = late ? text : "connect: " + text.toLowerCase(Locale.ROOT);
        String message = "dial tcp " + address() + ": " + what;
        return late ? new SocketTimeoutException(message) : new IOException(message, cause);
    }

    private String address() {
        InetAddress ip = to.getAddress();
        String host = ip == null ? to.getHostString() : ip.getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + to.getPort();
    }
}
