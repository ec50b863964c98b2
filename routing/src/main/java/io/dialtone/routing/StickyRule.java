package io.dialtone.routing;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says that of some messages those with the same key go to the same member of a queue group, and what their key is. Immutable. */
public final class StickyRule {
    private static final byte[] DOT = {'.'};

    private final byte[] subject;
    private final byte @Nullable [] queue;
    private final int[] tokens;
    private final byte @Nullable [] header;

    private StickyRule(byte[] subject, byte @Nullable [] queue, int[] tokens, byte @Nullable [] header) {
        this.subject = subject;
        this.queue = queue;
        this.tokens = tokens;
        this.header = header;
    }

    /**
     * Tokens of the subject are the key.
     *
     * @param subject of the messages, may hold wildcards
     * @param queue the group, null for all
     * @param tokens their positions, from 1
     */
    public static StickyRule byTokens(String subject, @Nullable String queue, int... tokens) {
        return new StickyRule(ByteText.bytes(subject), bytes(queue), tokens.clone(), null);
    }

    /**
     * A header is the key.
     *
     * @see #byTokens
     */
    public static StickyRule byHeader(String subject, @Nullable String queue, String name) {
        return new StickyRule(
                ByteText.bytes(subject), bytes(queue), new int[0], ByteText.bytes(name.toLowerCase(Locale.ROOT)));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : ByteText.bytes(text);
    }

    boolean isFor(byte[] onSubject, int from, int length, byte[] group) {
        byte[] only = queue;
        return (only == null || Arrays.equals(only, group))
                && Subjects.matches(onSubject, from, length, subject, 0, subject.length);
    }

    /** Whether the key is in the headers, for {@link #keyIn}, not in the subject, for {@link #keyOf}. */
    public boolean isByHeader() {
        return header != null;
    }

    /** The key in a subject, as a number; 0 when it does not have all the tokens. */
    public long keyOf(byte[] onSubject, int from, int length) {
        long hash = Rendezvous.begin();
        int end = from + length;
        for (int position : tokens) {
            int token = from;
            for (int i = 1; i < position && token <= end; i++) {
                token = ByteText.tokenEnd(onSubject, token, end) + 1;
            }
            if (token >= end) {
                return 0;
            }
            // With the dot, so that different tokens do not run together.
            hash = Rendezvous.hash(hash, onSubject, token, ByteText.tokenEnd(onSubject, token, end));
            hash = Rendezvous.hash(hash, DOT, 0, 1);
        }
        return Rendezvous.end(hash);
    }

    /**
     * The key in a block of headers, as a number; 0 when the header is not there or empty.
     *
     * @param to where the block ends
     */
    public long keyIn(byte[] block, int from, int to) {
        byte[] name = header;
        if (name == null) {
            return 0;
        }
        for (int line = nextLine(block, from, to); line < to; line = nextLine(block, line, to)) {
            if (line + name.length < to && block[line + name.length] == ':' && isNamed(block, line, name)) {
                return valueAt(block, line + name.length + 1, to);
            }
        }
        return 0;
    }

    private static boolean isNamed(byte[] block, int at, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            int b = block[at + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private static long valueAt(byte[] block, int at, int to) {
        int from = at;
        int end = at;
        while (end < to && block[end] != '\r' && block[end] != '\n') {
            end++;
        }
        while (from < end && block[from] <= ' ') {
            from++;
        }
        while (end > from && block[end - 1] <= ' ') {
            end--;
        }
        return from == end ? 0 : Rendezvous.end(Rendezvous.hash(Rendezvous.begin(), block, from, end));
    }

    private static int nextLine(byte[] block, int from, int to) {
        int at = from;
        while (at < to && block[at] != '\n') {
            at++;
        }
        return at + 1;
    }
}
