package io.dialtone.accounts.trace;

import io.dialtone.routing.ByteText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message that asks to be traced: by {@code Nats-Trace-Dest}, or by a W3C {@code traceparent} whose
 * sampled bit is set.
 *
 * @param values names as written, in byte order, each with its values; headers without a value are left out
 * @param external only a {@code traceparent} asks: where events go and how many is then up to the account
 */
public record TraceHeaders(Map<String, List<String>> values, boolean external) {
    /** Subject that events are sent to. */
    public static final String DESTINATION = "Nats-Trace-Dest";

    /** Follow the message, do not deliver it. */
    static final String ONLY = "Nats-Trace-Only";

    /** Of servers long gone: their traces are not understood. */
    static final String ORIGIN_ACCOUNT = "Nats-Trace-Origin-Account";

    /** By which way the message has come so far. */
    static final String HOP = "Nats-Trace-Hop";

    static final String ACCEPT_ENCODING = "Accept-Encoding";

    /** A destination that no subject can be: the message has been decided not to be traced. */
    private static final String DISABLED = "trace disabled";

    static final byte[] STATUS = ByteText.bytes("NATS/1.0");
    private static final byte[] DESTINATION_LINE = ByteText.bytes(DESTINATION + ":");
    static final byte[] PARENT = ByteText.bytes("traceparent");
    private static final byte[] END = ByteText.bytes("\r\n");

    /**
     * Whether the block names one of the two headers at all: a glance at the first letter of each line, to be taken before
     * {@link #find}. Allocates nothing.
     */
    public static boolean mayAsk(byte[] block, int offset, int length) {
        int end = offset + length;
        for (int line = nextLine(block, offset, end); line < end; line = nextLine(block, line, end)) {
            byte first = block[line];
            if (first == 'N' && startsWith(block, line, end, DESTINATION_LINE)) {
                return true;
            }
            if ((first == 't' || first == 'T') && isNamed(block, line, end, PARENT)) {
                return true;
            }
        }
        return false;
    }

    /** Reads a header block; null when nothing in it asks for a trace, or when it says that there shall be none. */
    public static @Nullable TraceHeaders find(byte[] block, int offset, int length) {
        int end = offset + length;
        if (!startsWith(block, offset, end, STATUS)) {
            return null;
        }
        Map<String, List<String>> values = new TreeMap<>();
        boolean asked = false;
        boolean sampled = false;
        for (int line = nextLine(block, offset, end); line < end; line = nextLine(block, line, end)) {
            int lineEnd = lineEnd(block, line, end);
            int colon = indexOf(block, ':', line, lineEnd);
            if (colon < 0 || lineEnd == end) {
                break;
            }
            String name = text(block, line, colon);
            String value = strip(text(block, colon + 1, lineEnd));
            if (name.isEmpty() || value.isEmpty()) {
                continue;
            }
            if (name.equals(DESTINATION)) {
                if (value.equals(DISABLED)) {
                    return null;
                }
                asked = true;
            } else if (name.equalsIgnoreCase("traceparent")) {
                sampled |= isSampled(value);
            }
            values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
        return asked || sampled ? new TraceHeaders(values, !asked) : null;
    }

    /** A copy of a block that tells other servers not to trace the message. */
    public static byte[] disabled(byte[] block, int offset, int length) {
        StringBuilder out = new StringBuilder(length + 40);
        int end = offset + length;
        int line = nextLine(block, offset, end);
        out.append(latin(block, offset, line));
        while (line < end && !startsWith(block, line, end, END)) {
            int next = nextLine(block, line, end);
            if (!startsWith(block, line, end, DESTINATION_LINE)) {
                out.append(latin(block, line, next));
            }
            line = next;
        }
        out.append(DESTINATION).append(": ").append(DISABLED).append("\r\n\r\n");
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The first value of a header, or empty. */
    String first(String name) {
        List<String> all = values.get(name);
        return all == null ? "" : all.getFirst();
    }

    /** Four parts between dashes, the last of two hexadecimal digits whose lowest bit is set. */
    private static boolean isSampled(String parent) {
        String[] parts = parent.split("-", -1);
        if (parts.length != 4 || parts[3].length() != 2) {
            return false;
        }
        // Go reads a signed byte here: flags above 7f are an error to it, and not sampled
        int high = Character.digit(parts[3].charAt(0), 16);
        int low = Character.digit(parts[3].charAt(1), 16);
        return high >= 0 && high < 8 && low >= 0 && (low & 1) == 1;
    }

    /** Whether a line has that name, given in lower case, whatever the case it is written in. */
    static boolean isNamed(byte[] block, int line, int end, byte[] name) {
        if (end - line <= name.length || block[line + name.length] != ':') {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if ((block[line + i] | 0x20) != name[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean startsWith(byte[] block, int from, int end, byte[] prefix) {
        if (end - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (block[from + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the line after this one begins, or the end. */
    static int nextLine(byte[] block, int from, int end) {
        return Math.min(end, lineEnd(block, from, end) + END.length);
    }

    /** Where the return and line feed are that end this line, or the end. */
    static int lineEnd(byte[] block, int from, int end) {
        for (int i = from; i + 1 < end; i++) {
            if (block[i] == '\r' && block[i + 1] == '\n') {
                return i;
            }
        }
        return end;
    }

    private static int indexOf(byte[] block, char wanted, int from, int end) {
        for (int i = from; i < end; i++) {
            if (block[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String text(byte[] block, int from, int end) {
        return new String(block, from, end - from, StandardCharsets.UTF_8);
    }

    static String latin(byte[] block, int from, int end) {
        return new String(block, from, end - from, StandardCharsets.ISO_8859_1);
    }

    static String strip(String value) {
        int from = 0;
        int end = value.length();
        while (from < end && isBlank(value.charAt(from))) {
            from++;
        }
        while (end > from && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(from, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
