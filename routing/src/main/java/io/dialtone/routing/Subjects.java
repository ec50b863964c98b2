package io.dialtone.routing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The syntax of subjects and the relations between them.
 *
 * <p>A subject is a sequence of bytes whose tokens are separated by {@code .}. A token that is exactly {@code *} stands
 * for any one token, a last token that is exactly {@code >} for one or more; inside a longer token both are ordinary
 * bytes. No charset is assumed: every byte but the separator compares by value.
 *
 * <p>The forms on byte ranges ({@code array, offset, length}) allocate nothing and never throw for any content of the
 * range; the forms on {@link String} are for configuration and tests and encode as UTF-8 first.
 */
public final class Subjects {

    /** Separates the tokens of a subject. */
    public static final byte SEPARATOR = '.';

    private static final byte ANY_TOKEN = '*';
    private static final byte ANY_TAIL = '>';

    private static final byte[] GATEWAY_REPLY = ascii("_GR_.");
    private static final byte[] SERVICE_REPLY = ascii("_R_.");
    private static final byte[] LOOP_DETECTION = ByteText.bytes("$LDS.");
    private static final byte[] ACKNOWLEDGEMENT = ascii("$JS.ACK.");
    private static final byte[] CONSENSUS = ascii("$NRG.");

    private Subjects() {}

    /** May be subscribed to: no empty token, {@code >} at most as the last one. Blanks are not looked at. */
    public static boolean isValid(byte[] subject, int offset, int length) {
        int end = offset + length;
        int token = offset;
        while (true) {
            int tokenEnd = tokenEnd(subject, token, end);
            if (tokenEnd == token) {
                return false;
            }
            if (tokenEnd == end) {
                return true;
            }
            if (isTailToken(subject, token, tokenEnd)) {
                return false;
            }
            token = tokenEnd + 1;
        }
    }

    /** @see #isValid(byte[], int, int) */
    public static boolean isValid(String subject) {
        byte[] bytes = bytes(subject);
        return isValid(bytes, 0, bytes.length);
    }

    /** May stand in a configuration: {@link #isValid(String)} and without space, tab, line feed, form feed, return. */
    public static boolean isValidInConfiguration(String subject) {
        for (int i = 0; i < subject.length(); i++) {
            switch (subject.charAt(i)) {
                case ' ', '\t', '\n', '\f', '\r' -> {
                    return false;
                }
                default -> {
                    // every other character may be part of a token
                }
            }
        }
        return isValid(subject);
    }

    /** Has a token that acts as a wildcard when subscribed to: {@code *} anywhere, {@code >} as the last one. */
    public static boolean hasWildcard(byte[] subject, int offset, int length) {
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            byte b = subject[i];
            if ((b == ANY_TOKEN || b == ANY_TAIL)
                    && (i == offset || subject[i - 1] == SEPARATOR)
                    && (i + 1 == end || (b == ANY_TOKEN && subject[i + 1] == SEPARATOR))) {
                return true;
            }
        }
        return false;
    }

    /** @see #hasWildcard(byte[], int, int) */
    public static boolean hasWildcard(String subject) {
        byte[] bytes = bytes(subject);
        return hasWildcard(bytes, 0, bytes.length);
    }

    /** Stands for itself alone: the opposite of {@link #hasWildcard(byte[], int, int)}. Empty tokens are not looked at. */
    public static boolean isLiteral(byte[] subject, int offset, int length) {
        return !hasWildcard(subject, offset, length);
    }

    /** @see #isLiteral(byte[], int, int) */
    public static boolean isLiteral(String subject) {
        return !hasWildcard(subject);
    }

    /** What a pedantic connection may publish to: no empty token, no token that is exactly {@code *} or {@code >}. */
    public static boolean isValidPublish(byte[] subject, int offset, int length) {
        int end = offset + length;
        int token = offset;
        while (true) {
            int tokenEnd = tokenEnd(subject, token, end);
            if (tokenEnd == token || isAnyToken(subject, token, tokenEnd) || isTailToken(subject, token, tokenEnd)) {
                return false;
            }
            if (tokenEnd == end) {
                return true;
            }
            token = tokenEnd + 1;
        }
    }

    /** @see #isValidPublish(byte[], int, int) */
    public static boolean isValidPublish(String subject) {
        byte[] bytes = bytes(subject);
        return isValidPublish(bytes, 0, bytes.length);
    }

    /** Number of tokens, empty ones included; 0 for the empty subject. */
    public static int tokenCount(byte[] subject, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int count = 1;
        for (int i = offset, end = offset + length; i < end; i++) {
            if (subject[i] == SEPARATOR) {
                count++;
            }
        }
        return count;
    }

    /** @see #tokenCount(byte[], int, int) */
    public static int tokenCount(String subject) {
        byte[] bytes = bytes(subject);
        return tokenCount(bytes, 0, bytes.length);
    }

    /**
     * Whether a message published to {@code literal} reaches a subscription of {@code pattern}. Wildcard tokens in the
     * literal are ordinary text; a literal with an empty token matches nothing, not even {@code >}.
     */
    public static boolean matches(
            byte[] literal,
            int literalOffset,
            int literalLength,
            byte[] pattern,
            int patternOffset,
            int patternLength) {
        int end = literalOffset + literalLength;
        int patternEnd = patternOffset + patternLength;
        int token = literalOffset;
        int want = patternOffset;
        // Each round is one token of both, looked at once: this is asked for every message.
        while (token < end && want < patternEnd) {
            int start = token;
            if (pattern[want] == ANY_TAIL && want + 1 == patternEnd) {
                return noEmptyTokenFrom(literal, token, end);
            }
            if (pattern[want] == ANY_TOKEN && (want + 1 == patternEnd || pattern[want + 1] == SEPARATOR)) {
                token = tokenEnd(literal, token, end);
                want++;
            } else {
                while (token < end
                        && want < patternEnd
                        && literal[token] == pattern[want]
                        && literal[token] != SEPARATOR) {
                    token++;
                    want++;
                }
            }
            if (token == start) {
                return false;
            }
            if (token == end || want == patternEnd) {
                return token == end && want == patternEnd;
            }
            if (literal[token] != SEPARATOR || pattern[want] != SEPARATOR) {
                return false;
            }
            token++;
            want++;
        }
        return false;
    }

    /** @see #matches(byte[], int, int, byte[], int, int) */
    public static boolean matches(String literal, String pattern) {
        byte[] l = bytes(literal);
        byte[] p = bytes(pattern);
        return matches(l, 0, l.length, p, 0, p.length);
    }

    /**
     * Whether everything that {@code subject} may stand for is covered by {@code pattern}: {@code *} by {@code *} and
     * {@code >}, a token {@code >}, wherever it stands, by {@code >} alone. Reflexive on valid subjects; false for empty
     * tokens.
     */
    public static boolean isSubsetOf(
            byte[] subject,
            int subjectOffset,
            int subjectLength,
            byte[] pattern,
            int patternOffset,
            int patternLength) {
        int end = subjectOffset + subjectLength;
        int patternEnd = patternOffset + patternLength;
        int token = subjectOffset;
        int want = patternOffset;
        while (true) {
            int tokenEnd = tokenEnd(subject, token, end);
            int wantEnd = tokenEnd(pattern, want, patternEnd);
            if (tokenEnd == token) {
                return false;
            }
            if (isTail(pattern, want, wantEnd, patternEnd)) {
                return noEmptyTokenAfter(subject, tokenEnd, end);
            }
            if (isTailToken(subject, token, tokenEnd)) {
                return false;
            }
            if (!isAnyToken(pattern, want, wantEnd) && !same(subject, token, tokenEnd, pattern, want, wantEnd)) {
                return false;
            }
            if (tokenEnd == end || wantEnd == patternEnd) {
                return tokenEnd == end && wantEnd == patternEnd;
            }
            token = tokenEnd + 1;
            want = wantEnd + 1;
        }
    }

    /** @see #isSubsetOf(byte[], int, int, byte[], int, int) */
    public static boolean isSubsetOf(String subject, String pattern) {
        byte[] s = bytes(subject);
        byte[] p = bytes(pattern);
        return isSubsetOf(s, 0, s.length, p, 0, p.length);
    }

    /** Whether some published subject is matched by both. Equal bytes always collide; empty tokens otherwise never. */
    public static boolean collide(
            byte[] one, int oneOffset, int oneLength, byte[] other, int otherOffset, int otherLength) {
        int oneEnd = oneOffset + oneLength;
        int otherEnd = otherOffset + otherLength;
        if (same(one, oneOffset, oneEnd, other, otherOffset, otherEnd)) {
            return true;
        }
        int a = oneOffset;
        int b = otherOffset;
        while (true) {
            int aEnd = tokenEnd(one, a, oneEnd);
            int bEnd = tokenEnd(other, b, otherEnd);
            if (aEnd == a || bEnd == b) {
                return false;
            }
            if (isTail(one, a, aEnd, oneEnd)) {
                return noEmptyTokenAfter(other, bEnd, otherEnd);
            }
            if (isTail(other, b, bEnd, otherEnd)) {
                return noEmptyTokenAfter(one, aEnd, oneEnd);
            }
            if (!isAnyToken(one, a, aEnd) && !isAnyToken(other, b, bEnd) && !same(one, a, aEnd, other, b, bEnd)) {
                return false;
            }
            if (aEnd == oneEnd || bEnd == otherEnd) {
                return aEnd == oneEnd && bEnd == otherEnd;
            }
            a = aEnd + 1;
            b = bEnd + 1;
        }
    }

    /** @see #collide(byte[], int, int, byte[], int, int) */
    public static boolean collide(String one, String other) {
        byte[] a = bytes(one);
        byte[] b = bytes(other);
        return collide(a, 0, a.length, b, 0, b.length);
    }

    /** Below {@code _GR_.}: replies on their way through a gateway, never published by a client. */
    public static boolean isGatewayReply(byte[] subject, int offset, int length) {
        return startsWith(subject, offset, length, GATEWAY_REPLY);
    }

    /** Below {@code $NRG.}: the consensus groups of the servers, published by the system account alone. */
    public static boolean isConsensus(byte[] subject, int offset, int length) {
        return startsWith(subject, offset, length, CONSENSUS);
    }

    /** Below {@code _R_.}: replies of a service import. */
    public static boolean isServiceReply(byte[] subject, int offset, int length) {
        return startsWith(subject, offset, length, SERVICE_REPLY);
    }

    /** Below {@code $JS.ACK.}: acknowledgements of JetStream. */
    public static boolean isAcknowledgement(byte[] subject, int offset, int length) {
        return startsWith(subject, offset, length, ACKNOWLEDGEMENT);
    }

    /** Below {@code $LDS.}: by what leaf nodes that are linked in a circle are found out. */
    public static boolean isLoopDetection(byte[] subject, int offset, int length) {
        return startsWith(subject, offset, length, LOOP_DETECTION);
    }

    /** A reply subject that a client may not name in a publish: {@code _R_.}, {@code $JS.ACK.} and {@code _GR_.}. */
    public static boolean isReservedReply(byte[] subject, int offset, int length) {
        if (length < SERVICE_REPLY.length || (subject[offset] != '_' && subject[offset] != '$')) {
            return false;
        }
        return isServiceReply(subject, offset, length)
                || isAcknowledgement(subject, offset, length)
                || isGatewayReply(subject, offset, length);
    }

    /** Whether the range begins with these bytes. */
    public static boolean startsWith(byte[] subject, int offset, int length, byte[] prefix) {
        return length >= prefix.length
                && Arrays.equals(subject, offset, offset + prefix.length, prefix, 0, prefix.length);
    }

    /** Index of the separator that ends the token beginning at {@code from}, or {@code end}. */
    static int tokenEnd(byte[] subject, int from, int end) {
        int i = from;
        while (i < end && subject[i] != SEPARATOR) {
            i++;
        }
        return i;
    }

    static boolean isAnyToken(byte[] subject, int token, int tokenEnd) {
        return tokenEnd - token == 1 && subject[token] == ANY_TOKEN;
    }

    private static boolean isTailToken(byte[] subject, int token, int tokenEnd) {
        return tokenEnd - token == 1 && subject[token] == ANY_TAIL;
    }

    /** {@code >} acts as a wildcard only where it is the last token. */
    static boolean isTail(byte[] subject, int token, int tokenEnd, int end) {
        return tokenEnd == end && isTailToken(subject, token, tokenEnd);
    }

    private static boolean noEmptyTokenFrom(byte[] literal, int token, int end) {
        return literal[token] != SEPARATOR && noEmptyTokenAfter(literal, tokenEnd(literal, token, end), end);
    }

    private static boolean noEmptyTokenAfter(byte[] subject, int tokenEnd, int end) {
        int i = tokenEnd;
        while (i < end) {
            // i is at a separator: the next byte must begin a token
            if (i + 1 == end || subject[i + 1] == SEPARATOR) {
                return false;
            }
            i = tokenEnd(subject, i + 1, end);
        }
        return true;
    }

    private static boolean same(byte[] a, int aFrom, int aEnd, byte[] b, int bFrom, int bEnd) {
        int length = aEnd - aFrom;
        if (length != bEnd - bFrom) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (a[aFrom + i] != b[bFrom + i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String subject) {
        return subject.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
