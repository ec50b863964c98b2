package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Blocks of headers, {@code NATS/1.0 CRLF name: value CRLF ... CRLF}, read and changed without taking them apart. */
public final class HeaderBlock {
    private static final byte[] EMPTY = ByteText.bytes("NATS/1.0\r\n\r\n");
    private static final byte[] CRLF = {'\r', '\n'};

    private HeaderBlock() {}

    /**
     * The first value of a header, blanks around it cut off; null when there is none.
     *
     * @param name compared as it is written, save for the case of its letters
     */
    public static @Nullable String value(byte[] block, String name) {
        int line = find(block, name);
        if (line < 0) {
            return null;
        }
        int from = line + name.length() + 1;
        return new String(block, from, lineEnd(block, from) - from, StandardCharsets.UTF_8).strip();
    }

    /** The names of headers that begin so, as they are written. */
    public static List<String> namesBeginningWith(byte[] block, String prefix) {
        List<String> names = new ArrayList<>();
        String wanted = prefix.toLowerCase(Locale.ROOT);
        for (int line = lineEnd(block, 0) + CRLF.length; line + prefix.length() < block.length; ) {
            int end = lineEnd(block, line);
            if (startsWith(block, line, wanted)) {
                String text = new String(block, line, end - line, StandardCharsets.UTF_8);
                names.add(text.substring(0, Math.max(prefix.length(), text.indexOf(':'))));
            }
            line = end + CRLF.length;
        }
        return names;
    }

    /**
     * The block with this header, in place of those of the same name.
     *
     * @param block may be empty
     */
    public static byte[] with(byte[] block, String name, byte[] value) {
        byte[] rest = block.length == 0 ? EMPTY : without(block, name);
        byte[] label = ByteText.bytes(name + ": ");
        int keep = Math.max(0, rest.length - CRLF.length);
        byte[] made = Arrays.copyOf(rest, keep + label.length + value.length + 2 * CRLF.length);
        int at = keep;
        System.arraycopy(label, 0, made, at, label.length);
        at += label.length;
        System.arraycopy(value, 0, made, at, value.length);
        at += value.length;
        System.arraycopy(CRLF, 0, made, at, CRLF.length);
        System.arraycopy(CRLF, 0, made, at + CRLF.length, CRLF.length);
        return made;
    }

    private static byte[] without(byte[] block, String name) {
        byte[] left = block;
        int line;
        while ((line = find(left, name)) >= 0) {
            int next = Math.min(left.length, lineEnd(left, line) + CRLF.length);
            byte[] shorter = new byte[left.length - (next - line)];
            System.arraycopy(left, 0, shorter, 0, line);
            System.arraycopy(left, next, shorter, line, left.length - next);
            left = shorter;
        }
        return left;
    }

    /** Start of the line of a header, or -1. */
    private static int find(byte[] block, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int line = lineEnd(block, 0) + CRLF.length;
        while (line + name.length() < block.length) {
            if (block[line + name.length()] == ':' && startsWith(block, line, wanted)) {
                return line;
            }
            line = lineEnd(block, line) + CRLF.length;
        }
        return -1;
    }

    private static boolean startsWith(byte[] block, int from, String lower) {
        for (int i = 0; i < lower.length(); i++) {
            int b = block[from + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int lineEnd(byte[] block, int from) {
        int at = from;
        while (at < block.length && block[at] != '\r') {
            at++;
        }
        return at;
    }
}
