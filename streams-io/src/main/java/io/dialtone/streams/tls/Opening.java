package io.dialtone.streams.tls;

import io.dialtone.streams.proxy.ProxyHeader;
import io.dialtone.streams.proxy.ProxyProtocolParser;
import io.dialtone.streams.proxy.ProxyProtocolParser.Result;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a client connection begins: when INFO goes out, whether a PROXY header comes first, whether TLS follows.
 *
 * <pre>
 *   handshake_first with a delay --bytes--------------.
 *        | silence                                    |
 *        v                                            v
 *   INFO in clear --> allow_non_tls: look at --> PROXY header? --> TLS --> (INFO, if TLS came first)
 *                     the first byte             (then look again)  \-> plain
 * </pre>
 *
 * <p>No transport and no clock: told of bytes, of silence and of the end, it answers what to do next.
 */
public final class Opening {
    /** What to do next. */
    public sealed interface Step {
        /** Send INFO in clear, then call {@link #infoSent}. */
        record SendInfo() implements Step {}

        /** Wait for bytes, at most so long. */
        record Await(Duration limit) implements Step {}

        /** Wait for more bytes; the limit given before still runs. */
        record KeepWaiting() implements Step {}

        /** Begin TLS; INFO follows inside it when {@code infoInside}. */
        record StartTls(boolean infoInside) implements Step {}

        /** Go on without TLS. */
        record StartPlain() implements Step {}

        /** Close for a bad PROXY header; for the log. */
        record Refuse(String warning) implements Step {}
    }

    /**
     * What a listener is configured to do.
     *
     * @param tls whether it has a tls block
     * @param handshakeFirst TLS before INFO
     * @param fallback how long to wait for TLS before INFO is sent after all; zero: for ever
     * @param allowNonTls whether a client may go without TLS
     * @param tlsTimeout how long to wait for the first byte where both are allowed
     * @param proxyProtocol whether a PROXY header may come first
     */
    public record Plan(
            boolean tls,
            boolean handshakeFirst,
            Duration fallback,
            boolean allowNonTls,
            Duration tlsTimeout,
            boolean proxyProtocol) {
        /** Whether a connection begins with anything but INFO and plain operations. */
        public boolean isNeeded() {
            return tls || proxyProtocol;
        }
    }

    private enum Phase {
        FALLBACK,
        INFO,
        SNIFF,
        PROXY,
        SNIFF_BEHIND_PROXY,
        OVER
    }

    /** How long a PROXY header may take. */
    public static final Duration PROXY_LIMIT = Duration.ofSeconds(5);

    private static final byte TLS_HANDSHAKE = 0x16;
    private static final byte[] NOTHING = {};

    private final Plan plan;
    private final ProxyProtocolParser proxy = new ProxyProtocolParser();
    private Phase phase = Phase.OVER;
    /** Whether INFO goes inside TLS. */
    private boolean first;

    private boolean secure;
    private boolean spoke;
    private byte[] replay = NOTHING;
    private @Nullable ProxyHeader header;

    public Opening(Plan plan) {
        this.plan = plan;
    }

    /** Bytes that were taken and belong to what follows, before all that was left in the buffers. */
    public byte[] replay() {
        return replay;
    }

    /** What the PROXY header said; null when none came. */
    public @Nullable ProxyHeader proxyHeader() {
        return header;
    }

    /** The first step. */
    public Step begin() {
        first = plan.tls && plan.handshakeFirst;
        secure = plan.tls;
        if (!first) {
            phase = Phase.INFO;
            return new Step.SendInfo();
        }
        if (plan.fallback.isZero()) {
            return settled();
        }
        phase = Phase.FALLBACK;
        return new Step.Await(plan.fallback);
    }

    /** INFO went out in clear. */
    public Step infoSent() {
        if (sniffs()) {
            phase = Phase.SNIFF;
            return new Step.Await(plan.tlsTimeout);
        }
        return settled();
    }

    private boolean sniffs() {
        return plan.tls && plan.allowNonTls && !first;
    }

    /** Bytes came, at least one; those that belong to what follows are left in the buffer. */
    public Step bytes(ByteBuffer bytes) {
        switch (phase) {
            case SNIFF -> secure = isTls(bytes);
            case SNIFF_BEHIND_PROXY -> {
                secure = isTls(bytes);
                return over();
            }
            case PROXY -> {
                return readProxy(bytes);
            }
            default -> {}
        }
        Step next = settled();
        if (phase != Phase.PROXY) {
            return next;
        }
        Step read = readProxy(bytes);
        return read instanceof Step.KeepWaiting ? next : read;
    }

    private static boolean isTls(ByteBuffer bytes) {
        return bytes.get(bytes.position()) == TLS_HANDSHAKE;
    }

    private Step readProxy(ByteBuffer bytes) {
        spoke = true;
        return switch (proxy.feed(bytes)) {
            case Result.NeedMore ignored -> new Step.KeepWaiting();
            case Result.NotProxy other -> {
                replay = other.replay();
                yield over();
            }
            case Result.Malformed bad -> refuse(bad.text());
            case Result.Found found -> behindProxy(found.header(), bytes);
        };
    }

    private Step behindProxy(ProxyHeader found, ByteBuffer bytes) {
        header = found;
        if (!sniffs()) {
            return over();
        }
        if (bytes.hasRemaining()) {
            secure = isTls(bytes);
            return over();
        }
        phase = Phase.SNIFF_BEHIND_PROXY;
        return new Step.Await(plan.tlsTimeout);
    }

    /** The time to wait is over. */
    public Step timeout() {
        return switch (phase) {
            case FALLBACK -> {
                first = false;
                phase = Phase.INFO;
                yield new Step.SendInfo();
            }
            case SNIFF -> {
                secure = false;
                yield settled();
            }
            case SNIFF_BEHIND_PROXY -> {
                secure = false;
                yield over();
            }
            case PROXY -> refuse(proxy.interrupted(spoke ? "i/o timeout" : "EOF"));
            case INFO, OVER -> new Step.KeepWaiting();
        };
    }

    /** The peer sends no more. */
    public Step ended() {
        return switch (phase) {
            case SNIFF, SNIFF_BEHIND_PROXY -> {
                secure = false;
                yield over();
            }
            case PROXY -> refuse(proxy.interrupted("EOF"));
            case FALLBACK, INFO, OVER -> over();
        };
    }

    private Step refuse(String text) {
        phase = Phase.OVER;
        return new Step.Refuse(text);
    }

    /** Whether TLS follows is known, as far as that is possible before a PROXY header. */
    private Step settled() {
        if (plan.proxyProtocol) {
            phase = Phase.PROXY;
            return new Step.Await(PROXY_LIMIT);
        }
        return over();
    }

    private Step over() {
        phase = Phase.OVER;
        return secure ? new Step.StartTls(first) : new Step.StartPlain();
    }
}
