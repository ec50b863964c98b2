package io.dialtone.embedded.streams;

import akka.Done;
import io.dialtone.embedded.ProtocolPeer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has to say and the server has not read. Any thread adds, in whole operations; the server takes, and is rung for
 * once until it has looked.
 */
final class Outgoing {
    /** Above this whoever adds should wait. */
    static final int ROOM = 256 * 1024;

    /** Above this nothing is taken any more. */
    static final int MOST = 64 * 1024 * 1024;

    private static final int KEPT = 4 * ROOM;
    /** Operation, blanks, sizes and ends of line. */
    private static final int REST_OF_PUBLISH = 48;

    private static final byte[] NONE = {};
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] PUB = {'P', 'U', 'B', ' '};
    private static final byte[] HPUB = {'H', 'P', 'U', 'B', ' '};
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Object lock = new Object();
    private ProtocolPeer.@Nullable Bell bell;
    private byte[] bytes = new byte[8 * 1024];
    private int start;
    private int end;
    /** The server knows of all there is, or will look by itself. */
    private boolean rung = true;

    private boolean closing;
    private boolean over;

    /** One for each PING that waits for its PONG. */
    private final ArrayDeque<CompletableFuture<Done>> pings = new ArrayDeque<>();

    private List<Runnable> waiting = new ArrayList<>(0);

    void attached(ProtocolPeer.Bell itsBell) {
        synchronized (lock) {
            bell = itsBell;
        }
    }

    /** Adds an operation without payload; nothing when it is over. */
    void line(String text) {
        byte[] line = utf8(text);
        ProtocolPeer.Bell toRing;
        synchronized (lock) {
            if (over) {
                return;
            }
            reserve(line.length + CRLF.length);
            put(line);
            put(CRLF);
            toRing = toRing();
        }
        ring(toRing);
    }

    /**
     * Adds a publish.
     *
     * @return whether there is room for more
     * @throws MessageRefusedException when too much waits already
     * @throws ConnectionClosedException when it is over, or closing: nobody would ever hear of it
     */
    boolean publish(NatsMessage message) {
        byte[] data = message.data().toArrayUnsafe();
        byte[] headers = message.headers().isEmpty() ? NONE : message.headers().encoded();
        byte[] subject = utf8(message.subject());
        byte[] reply = message.replyTo().isEmpty() ? NONE : utf8(message.replyTo());
        int size = headers.length + data.length;
        ProtocolPeer.Bell toRing;
        boolean room;
        synchronized (lock) {
            require(size);
            reserve(subject.length + reply.length + size + REST_OF_PUBLISH);
            put(headers == NONE ? PUB : HPUB);
            put(subject);
            bytes[end++] = ' ';
            if (reply != NONE) {
                put(reply);
                bytes[end++] = ' ';
            }
            if (headers != NONE) {
                number(headers.length);
                bytes[end++] = ' ';
            }
            number(size);
            put(CRLF);
            put(headers);
            put(data);
            put(CRLF);
            room = end - start <= ROOM;
            toRing = toRing();
        }
        ring(toRing);
        return room;
    }

    private void require(int size) {
        if (over || closing) {
            throw new ConnectionClosedException("the connection is closed");
        }
        if (end - start + size > MOST) {
            throw new MessageRefusedException("more than " + MOST + " bytes wait for the server");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void number(int number) {
        int digits = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int rest = number;
        for (int at = end + digits - 1; at >= end; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        end += digits;
    }

    private static void ring(ProtocolPeer.@Nullable Bell bell) {
        if (bell != null) {
            bell.readable();
        }
    }

    /** Adds a PING; completed, on whichever thread, when all that was added before has taken effect. */
    CompletableFuture<Done> ping() {
        CompletableFuture<Done> answered = new CompletableFuture<>();
        ProtocolPeer.Bell toRing;
        synchronized (lock) {
            if (over) {
                answered.completeExceptionally(new ConnectionClosedException("the connection is closed"));
                return answered;
            }
            pings.add(answered);
            reserve(PING.length);
            put(PING);
            toRing = toRing();
        }
        ring(toRing);
        return answered;
    }

    void pong() {
        CompletableFuture<Done> answered;
        synchronized (lock) {
            answered = pings.poll();
        }
        if (answered != null) {
            answered.complete(Done.getInstance());
        }
    }

    private ProtocolPeer.@Nullable Bell toRing() {
        if (rung) {
            return null;
        }
        rung = true;
        return bell;
    }

    private void reserve(int more) {
        if (end + more <= bytes.length) {
            return;
        }
        int length = end - start;
        byte[] into = length + more <= bytes.length ? bytes : new byte[Math.max(2 * bytes.length, length + more)];
        System.arraycopy(bytes, start, into, 0, length);
        bytes = into;
        start = 0;
        end = length;
    }

    private void put(byte[] source) {
        System.arraycopy(source, 0, bytes, end, source.length);
        end += source.length;
    }

    /** Runs once there is room for more; at once when there is, or when it is over. */
    void whenRoom(Runnable then) {
        synchronized (lock) {
            if (!over && end - start > ROOM) {
                waiting.add(then);
                return;
            }
        }
        then.run();
    }

    /** Nothing more comes behind what is there. */
    void close() {
        ProtocolPeer.Bell toRing;
        synchronized (lock) {
            closing = true;
            toRing = toRing();
        }
        ring(toRing);
    }

    /** What the server reads; see {@link ProtocolPeer#read}. */
    int read(ByteBuffer into) {
        List<Runnable> now = List.of();
        int n;
        synchronized (lock) {
            n = Math.min(end - start, into.remaining());
            if (n == 0) {
                rung = false;
                return closing ? -1 : 0;
            }
            into.put(bytes, start, n);
            start += n;
            if (start == end) {
                start = 0;
                end = 0;
                if (bytes.length > KEPT) {
                    bytes = Arrays.copyOf(bytes, ROOM);
                }
            }
            if (!waiting.isEmpty() && end - start <= ROOM / 2) {
                now = waiting;
                waiting = new ArrayList<>(0);
            }
        }
        now.forEach(Runnable::run);
        return n;
    }

    /** The server reads no more. */
    void end(NatsException why) {
        List<Runnable> now;
        List<CompletableFuture<Done>> unanswered;
        synchronized (lock) {
            over = true;
            now = waiting;
            waiting = new ArrayList<>(0);
            unanswered = List.copyOf(pings);
            pings.clear();
            bytes = new byte[0];
            start = 0;
            end = 0;
            rung = true;
        }
        unanswered.forEach(ping -> ping.completeExceptionally(why));
        now.forEach(Runnable::run);
    }
}
