package io.dialtone.accounts.trace;

import io.dialtone.routing.ByteText;
import org.jspecify.annotations.Nullable;

/**
 * The place in a distributed trace that a message comes from, as its headers {@code traceparent} and {@code tracestate} say (W3C
 * Trace Context).
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits: the span that is to be the parent
 * @param flags the lowest bit says that the trace is sampled
 * @param state what tracing systems say in {@code tracestate}; empty for nothing
 */
public record TraceParent(String traceId, String spanId, int flags, String state) {
    private static final byte[] STATE = ByteText.bytes("tracestate");
    private static final int SAMPLED = 1;

    private static final int TRACE_AT = 3;
    private static final int SPAN_AT = 36;
    private static final int FLAGS_AT = 53;
    private static final int LENGTH = 55;

    /**
     * The parent that a header block names, if its trace is sampled; null for another, for none, for several, and for one that does
     * not follow the rules. {@link TraceHeaders}, which does as nats-server does, is less strict.
     */
    public static @Nullable TraceParent sampled(byte[] block, int offset, int length) {
        int end = offset + length;
        if (!TraceHeaders.startsWith(block, offset, end, TraceHeaders.STATUS)) {
            return null;
        }
        String parent = null;
        String state = "";
        for (int line = next(block, offset, end); line < end; line = next(block, line, end)) {
            if (TraceHeaders.isNamed(block, line, end, TraceHeaders.PARENT)) {
                if (parent != null) {
                    return null;
                }
                parent = value(block, line + TraceHeaders.PARENT.length + 1, end);
            } else if (TraceHeaders.isNamed(block, line, end, STATE)) {
                String more = value(block, line + STATE.length + 1, end);
                state = state.isEmpty() ? more : state + "," + more;
            }
        }
        return parent == null ? null : parse(parent, state);
    }

    private static @Nullable TraceParent parse(String text, String state) {
        if (!isWellFormed(text)) {
            return null;
        }
        int flags = Integer.parseInt(text, FLAGS_AT, LENGTH, 16);
        String traceId = text.substring(TRACE_AT, SPAN_AT - 1);
        String spanId = text.substring(SPAN_AT, FLAGS_AT - 1);
        return (flags & SAMPLED) == 0 || isZero(traceId) || isZero(spanId)
                ? null
                : new TraceParent(traceId, spanId, flags, state);
    }

    /** {@code 00-<trace>-<span>-<flags>}; later versions than 00 may go on behind that, ff is none. */
    private static boolean isWellFormed(String text) {
        if (text.length() < LENGTH || text.startsWith("ff")) {
            return false;
        }
        if (text.length() > LENGTH && (text.startsWith("00") || text.charAt(LENGTH) != '-')) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == TRACE_AT - 1 || i == SPAN_AT - 1 || i == FLAGS_AT - 1;
            boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
            if (dash ? c != '-' : !hex) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String hex) {
        return hex.chars().allMatch(c -> c == '0');
    }

    private static int next(byte[] block, int from, int end) {
        return TraceHeaders.nextLine(block, from, end);
    }

    private static String value(byte[] block, int from, int end) {
        return TraceHeaders.strip(TraceHeaders.latin(block, from, TraceHeaders.lineEnd(block, from, end)));
    }
}
